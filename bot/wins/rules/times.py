"""When wins are told, and how long they can be taken back."""

from datetime import datetime, time, timedelta

TOLD_AT = time(9)
"""By the clocks of the channel: its first lead's."""

UNDO_WITHIN = timedelta(hours=24)
"""How long its giver, and who is named in it, may take a win back."""


COVERED_FOR = timedelta(days=60)
"""Who was not thanked for so long should be, by somebody."""


def may_be_undone(given_at: datetime, now: datetime) -> bool:
    """Return whether a win can still be taken back."""
    return now - given_at < UNDO_WITHIN
