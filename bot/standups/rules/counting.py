"""How many were asked and how many answered, as everybody is told it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.standups.rules import HEARD, Out, Skip, State

Turn = tuple[State, Skip | None, Out | None]

_AWAY = {Out.AWAY, Out.HOLIDAY, Out.DAY_OFF, Out.NO_TIME}


@dataclass(frozen=True)
class Count:
    """`heard` of `asked` have answered; those who are `away` are none of these."""

    heard: int
    asked: int
    away: int


def count(turns: Iterable[Turn]) -> Count:
    """Return how many answered of those whose turn it was.

    Nothing new is an answer. Whose turn it was not, because they are away or it is not theirs, is
    not counted, nor who was not asked.
    """
    states = Counter(_counted(*turn) for turn in turns)
    heard = states["heard"]
    return Count(heard, heard + states["open"], states["away"])


def _counted(state: State, skip: Skip | None, out: Out | None) -> str:
    if state in HEARD or skip is Skip.NOTHING_NEW:
        return "heard"
    if skip is Skip.AWAY or out in _AWAY:
        return "away"
    return "open" if state in {State.ASKED, State.SILENT} else "none"
