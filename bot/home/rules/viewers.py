"""Whose Home it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Viewer:
    """Whose Home it is, and for which teams they are asked; teams are meant by their ids.

    `keeps` are those whose lists they keep themselves, and not for others; `today` is theirs.
    """

    workspace_id: int
    user_id: str
    zone: ZoneInfo
    today: date
    team_names: Mapping[int, str] = field(default_factory=dict)
    led: Sequence[int] = ()
    sponsored: Sequence[int] = ()
    keeps: Sequence[int] = ()
