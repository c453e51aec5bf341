"""Whose Home it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Viewer:
    """Whose Home it is, and in whose place they are asked while those are away.

    `keeps` are the ids of the teams whose lists they keep themselves, and not for others, and
    `answers_for` those of them that are asked questions: not the closed ones. `today` is theirs.
    """

    workspace_id: int
    user_id: str
    zone: ZoneInfo
    today: date
    team_names: Mapping[int, str] = field(default_factory=dict)
    stands_in_for: Sequence[str] = ()
    keeps: Sequence[int] = ()
    answers_for: Sequence[int] = ()
