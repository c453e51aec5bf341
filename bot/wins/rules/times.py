"""When wins are told, and how long they can be taken back."""

from datetime import datetime, time, timedelta

TOLD_AT = time(9)
"""By the clocks of the channel: its first lead's."""

UNDO_WITHIN = timedelta(hours=24)
"""How long its giver, and who is named in it, may take a win back, and its giver change it."""

COVERED_FOR = timedelta(days=60)
"""Who was not thanked for so long should be, by somebody."""


def quarter_began(local: datetime) -> datetime:
    """Return when the quarter of a year began that this local time is in."""
    return local.replace(
        month=local.month - (local.month - 1) % 3, day=1, hour=0, minute=0, second=0, microsecond=0
    )


def may_be_undone(given_at: datetime, now: datetime) -> bool:
    """Return whether a win can still be taken back, or changed."""
    return now - given_at < UNDO_WITHIN
