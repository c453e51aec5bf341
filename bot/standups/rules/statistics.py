"""How a stand-up goes over its last rounds: how many answer, and how fast."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ROUNDS = 12
"""Rounds that a report looks back on."""

TOLD_FROM = 3
"""Answers below which nobody is told how long they took: it would be said of somebody."""

_CLEARLY = 0.2
"""By how much one half has to differ from the other to be called faster or slower."""


class Trend(StrEnum):
    """Whether answers came faster in the newer half of the rounds than in the older."""

    FASTER = "faster"
    SLOWER = "slower"
    ALIKE = "alike"


@dataclass(frozen=True)
class Held:
    """What came of one round; it was not held if nobody knows how many were `asked`."""

    held_on: date
    asked: int | None
    heard: int
    away: int
    median: timedelta | None

    @property
    def is_missed(self) -> bool:
        """Whether nobody was asked on that day."""
        return self.asked is None


def median(spans: Iterable[timedelta]) -> timedelta | None:
    """Return how long half of them took at most; None of so few that it would tell of somebody."""
    seconds = [each.total_seconds() for each in spans]
    if len(seconds) < TOLD_FROM:
        return None
    return timedelta(seconds=statistics.median(seconds))


def participation(rounds: Sequence[Held]) -> float | None:
    """Return which part of those who were asked have answered; None if nobody was."""
    asked = sum(each.asked or 0 for each in rounds)
    return sum(each.heard for each in rounds) / asked if asked else None


def trend(rounds: Sequence[Held]) -> Trend | None:
    """Return how the newer half of the rounds, which come oldest first, compares with the older.

    None if there are too few: two of each at least.
    """
    spans = [each.median.total_seconds() for each in rounds if each.median is not None]
    half = len(spans) // 2
    if half < 2:  # noqa: PLR2004 (one is no trend)
        return None
    older, newer = statistics.median(spans[:half]), statistics.median(spans[-half:])
    if newer < older * (1 - _CLEARLY):
        return Trend.FASTER
    return Trend.SLOWER if newer > older * (1 + _CLEARLY) else Trend.ALIKE
