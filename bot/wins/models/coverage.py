"""Who of a team was thanked lately, as its leads are shown it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.teams.models import Team


@dataclass(frozen=True)
class Coverage:
    """Of a team: its people, those whom no win has named lately, and how many wins there were.

    `from_others` of the `wins` were given by another team. Nobody's wins are counted.
    """

    team: Team
    members: Sequence[str]
    unthanked: Sequence[str]
    wins: int
    from_others: int
