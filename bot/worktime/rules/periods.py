"""Days that come back: which belong together, and which are over with after a change."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

EVERY = range(1, 5)
"""Weeks after which one can come back."""

NTH = range(1, 6)
"""Which of a month's Mondays, say; the fifth is the last if there are four."""

_WEEK = timedelta(days=7)


class Rhythm(StrEnum):
    """How something comes back."""

    WEEKLY = "weekly"
    """On some days of every week, or every second, third or fourth."""
    MONTHLY_BY_DAY = "monthly_by_day"
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday"


@dataclass(frozen=True)
class Timing:
    """When something comes back.

    On `days` (0 is Monday) of every `every`-th week, counted from the one that `anchor` is in; or
    on the `day` of each month; or on its `nth` of the first of `days`. It asks `at` a local time:
    each person's own, or that of `zone` (an IANA name), which is one instant for all.
    """

    rhythm: Rhythm
    at: time
    anchor: date
    days: tuple[int, ...] = (0,)
    every: int = 1
    day: int | None = None
    nth: int | None = None
    zone: str | None = None


def period_of(day: date, rhythm: Rhythm, *, every: int, anchor: date) -> tuple[date, date]:
    """Return the first and the last day of the weeks, or the month, that belong to one turn.

    Weeks are counted by `every`, both ways from the one that `anchor` is in.
    """
    if rhythm is not Rhythm.WEEKLY:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    weeks = (_monday(day) - _monday(anchor)) // _WEEK
    first = _monday(anchor) + weeks // every * every * _WEEK
    return first, first + every * _WEEK - timedelta(days=1)


def over_with(dates: Sequence[date], held: int) -> date | None:
    """Return the last of a period's `dates`, in order, that does not come any more.

    As many are over as were `held` in that period by the schedule before: whoever moves Monday's
    stand-up to Tuesday, on Monday evening, asks again next Tuesday.
    """
    over = dates[: min(held, len(dates))]
    return over[-1] if over else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
