"""Days on which somebody works, and the next of them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.worktime.rules import zones
from bot.worktime.rules.business import LOOK_AHEAD, Calendar, NoBusinessTime

_DAY = timedelta(days=1)


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Return whether a local day is one of work: no holiday, and a weekday with hours.

    Somebody's absences make no difference: others work on that day.
    """
    return bool(calendar.hours.get(zones.Weekday(day.weekday()))) and day not in calendar.holidays


def next_working(calendar: Calendar, at: time, after: datetime) -> datetime:
    """Return when, after a moment (aware UTC), clocks show `at` on a working day next; in UTC.

    Raises NoBusinessTime if there is none in two years.
    """
    zone = zones.zone_named(calendar.zone)
    for day in _days_from(after.astimezone(zone).date()):
        moment = zones.instant(day, at, zone)
        if moment > after and zones.exists(day, zone) and is_working_day(calendar, day):
            return moment
    raise NoBusinessTime("There is no working day in sight.")


def last_working(calendar: Calendar, at: time, until: datetime) -> datetime:
    """Return when, until a moment (aware UTC), clocks showed `at` on a working day last; in UTC.

    Raises NoBusinessTime if there was none in two years.
    """
    zone = zones.zone_named(calendar.zone)
    for day in _days_from(until.astimezone(zone).date(), step=-_DAY):
        moment = zones.instant(day, at, zone)
        if moment <= until and zones.exists(day, zone) and is_working_day(calendar, day):
            return moment
    raise NoBusinessTime("There was no working day for long.")


def _days_from(first: date, *, step: timedelta = _DAY) -> Iterator[date]:
    for after in range(LOOK_AHEAD.days):
        yield first + after * step
