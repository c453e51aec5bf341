"""Public holidays: when it is time to say until when they are known."""

from datetime import date, timedelta

SAID_BEFORE = timedelta(days=60)
"""Time enough to install a newer release."""


def is_ending(ends_on: date, *, today: date) -> bool:
    """Return whether holidays that are known until `ends_on` soon are not, or are not any more."""
    return today >= ends_on - SAID_BEFORE
