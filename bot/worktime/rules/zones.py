"""What the clocks of a place show, and what they skip and repeat when they are changed."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday()` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@cache  # ZoneInfo itself keeps only eight, and reads the others' files again
def zone_named(name: str) -> ZoneInfo:
    """Return the IANA time zone of that name. Raises ValueError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:  # OSError: a folder, "America"
        raise ValueError(f"there is no time zone called {name!r}") from error


def in_utc(moment: datetime) -> datetime:
    """Return an aware instant in UTC. Raises ValueError for one without a zone.

    Python reads such a one as the host's local time, and compares two of the same zone by what
    clocks show, so that the second of a repeated hour would not be later than the first.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} is no instant: it has no zone")
    return moment.astimezone(UTC)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the first instant at which clocks in `zone` show `at` on `day`, or later, in UTC.

    A time that the clocks skip becomes the end of the gap, even if that is past midnight; one that
    they repeat means the first.
    """
    shown = datetime.combine(day, at.replace(fold=0), zone)
    moment = shown.astimezone(UTC)
    # Within one zone Python compares what the clocks show: different, if they never show it.
    if moment.astimezone(zone) == shown:
        return moment
    return clocks_change(shown.replace(fold=1).astimezone(UTC), moment, zone)


def exists(day: date, zone: ZoneInfo) -> bool:
    """Return whether clocks in `zone` ever show `day`.

    A place that moves over the date line skips one: Samoa had no 30 December 2011.
    """
    return instant(day, time.min, zone).astimezone(zone).date() == day


def clocks_change(after: datetime, by: datetime, zone: ZoneInfo) -> datetime:
    """Return when, after `after` and at the latest at `by`, the clocks in `zone` are changed.

    Between the two they must be changed exactly once. Clocks are changed on a whole second.
    """
    start = after.replace(microsecond=0)
    offset = _offset(start, zone)
    seconds = range((by - start) // timedelta(seconds=1) + 1)
    changed = bisect_left(
        seconds, True, key=lambda second: _offset(start + timedelta(seconds=second), zone) != offset
    )
    return start + timedelta(seconds=changed)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()
