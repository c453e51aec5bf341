"""How often, and when, somebody may be told what they did not ask for."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

A_DAY = 1
A_WEEK = 3
"""Messages that a person gets at most on a local day, and in any seven of them."""

SILENT_AFTER = 3
"""Messages without a sign of life before the person is asked whether to go on."""

_WEEK = timedelta(days=7)


class Kind(StrEnum):
    """What a message says: what waited, or the question whether to go on."""

    NUDGES = "nudges"
    QUESTION = "question"


class Reason(StrEnum):
    """Why something was not told after all; who left, left the company or a private channel."""

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    LEFT = "left"
    OUTSIDER = "outsider"


def next_slot(
    openings: Iterable[tuple[datetime, date]], told_on: Collection[date]
) -> datetime | None:
    """Return the first opening on whose local day one more message may go; None if there is none.

    `openings` are instants in order, each with its local day; `told_on` are the local days of the
    messages before. "Three in a week" is counted over any seven days, which is stricter than from
    Monday to Sunday.
    """
    for moment, day in openings:
        if has_room(day, told_on):
            return moment
    return None


def has_room(day: date, told_on: Collection[date]) -> bool:
    """Return whether the budget allows one more message on `day`."""
    this_week = [told for told in told_on if day - _WEEK < told <= day]
    return this_week.count(day) < A_DAY and len(this_week) < A_WEEK


def is_silent(unanswered: int) -> bool:
    """Return whether somebody has been told so often in vain that they are asked instead."""
    return unanswered >= SILENT_AFTER
