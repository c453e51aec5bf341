"""When a daily schedule is due, by watching a clock minute by minute: slow, and plain."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def scanned(
    zone: ZoneInfo, first: date, last: date, times: Sequence[time]
) -> dict[time, list[datetime]]:
    """Return, for each time of day, when clocks first show it, or later, on each date they have.

    For whole minutes, and dates from `first` to `last`.
    """
    found: dict[time, list[datetime]] = {at: [] for at in times}
    waiting = [
        datetime.combine(first + number * DAY, at)
        for number in range((last - first).days + 1)
        for at in sorted(times)
    ]
    waiting.reverse()
    moment = datetime.combine(first, time.min, UTC) - DAY
    seen = set()
    while waiting:
        shown = moment.astimezone(zone).replace(tzinfo=None)
        seen.add(shown.date())
        while waiting and shown >= waiting[-1]:
            due = waiting.pop()
            if due.date() in seen:
                found[due.time()].append(moment)
        moment += MINUTE
    return found


def dates_shown(zone: ZoneInfo, first: date, last: date) -> list[date]:
    """Return the dates from `first` to `last` that clocks show, by a look every hour."""
    moment, end = (datetime.combine(day, time.min, UTC) for day in (first - DAY, last + 2 * DAY))
    seen = set()
    while moment < end:
        seen.add(moment.astimezone(zone).date())
        moment += 60 * MINUTE
    return sorted(day for day in seen if first <= day <= last)
