"""How long people have, in their working time."""

from datetime import date, datetime, timedelta

from bot.escalations.rules.ladders import DAY
from bot.escalations.rules.moves import Urgency

PROMISE = {Urgency.HIGH: timedelta(hours=2), Urgency.NORMAL: DAY, Urgency.LOW: 3 * DAY}
"""Whoever takes it answers in that time, unless they say otherwise."""

ACCEPTED_WITHIN = 2 * DAY
"""Of the asker; after that an answer to which nothing was said is accepted."""

SNOOZE_MAX = timedelta(days=30)

DELIVERED_LATE = timedelta(minutes=1)
"""A notice that was delivered later than this starts the clock anew."""


def was_in_time(
    answered_at: datetime | None, *, late_at: datetime | None, needed_on: date | None
) -> bool:
    """Return whether no level and no promise was missed, and the day it was needed was kept."""
    answered_on = answered_at.date() if answered_at else date.max
    return late_at is None and (needed_on is None or answered_on <= needed_on)


def began(asked_at: datetime, delivered_at: datetime) -> datetime:
    """Return since when the people asked could have acted."""
    return delivered_at if delivered_at - asked_at > DELIVERED_LATE else asked_at
