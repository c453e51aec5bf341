"""Working time, worked out apart from the code under test: Monday to Friday, 9 to 17 UTC."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

SATURDAY = 5
OPENS, CLOSES = time(9), time(17)


def worked(start: datetime, end: datetime, away: Collection[date] = ()) -> timedelta:
    """Return how much somebody works between two instants who is not there on the days `away`."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        if day.weekday() < SATURDAY and day not in away:
            opens = max(start, datetime.combine(day, OPENS, UTC))
            closes = min(end, datetime.combine(day, CLOSES, UTC))
            total += max(closes - opens, timedelta())
        day += timedelta(days=1)
    return total


def is_open(at: datetime, away: Collection[date] = ()) -> bool:
    """Return whether somebody works at that moment."""
    is_day = at.weekday() < SATURDAY and at.date() not in away
    return is_day and OPENS <= at.time() < CLOSES
