"""Being away: from when until when, and who stands in."""

from datetime import date

from bot.errors import InvalidInput

LONGEST = 366
"""Days: longer than that is a slip of the year."""


def check(starts_on: date, ends_on: date, *, today: date) -> None:
    """Raise InvalidInput for days that nobody can be away on; `today` is the person's own."""
    if ends_on < starts_on:
        raise InvalidInput("until", "That is before the first day. Please choose a later one.")
    if ends_on < today:
        raise InvalidInput("until", "That day is over. Please choose today or later.")
    if (ends_on - starts_on).days >= LONGEST:
        raise InvalidInput("until", "That is more than a year. Is the year right?")


def overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Return whether two spans of days, both ends included, share a day."""
    return one[0] <= other[1] and other[0] <= one[1]
