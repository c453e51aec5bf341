"""What sponsors are shown of the wins of a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.roadmap.models import Initiative
from bot.wins.models.wins import Win


@dataclass(frozen=True)
class Part:
    """Wins of an initiative, or of none: how many there were, and the first of them."""

    initiative: Initiative | None
    total: int
    shown: Sequence[Win]


@dataclass(frozen=True)
class Summary:
    """The wins since a time: how many, how many of them across teams, and by initiative.

    Of the initiatives only the first are in `parts`.
    """

    since: datetime
    total: int
    crossing: int
    parts: Sequence[Part]
