"""How long people have, in their working time."""

from datetime import datetime, timedelta

from bot.escalations.rules.ladders import DAY
from bot.escalations.rules.moves import Urgency

PROMISE = {Urgency.HIGH: timedelta(hours=2), Urgency.NORMAL: DAY, Urgency.LOW: 3 * DAY}
"""Whoever takes it answers in that time, unless they say otherwise."""

ACCEPTED_WITHIN = 2 * DAY
"""Of the asker; after that an answer to which nothing was said is accepted."""

SNOOZE_MAX = timedelta(days=30)

DELIVERED_LATE = timedelta(minutes=1)
"""A notice that was delivered later than this starts the clock anew."""


def began(asked_at: datetime, delivered_at: datetime) -> datetime:
    """Return since when the people asked could have acted."""
    return delivered_at if delivered_at - asked_at > DELIVERED_LATE else asked_at
