"""When a meeting takes place, and when its agenda comes."""

from datetime import date, datetime, time, timedelta
from functools import cache

from bot.errors import NotFound
from bot.meetings.models.meetings import Meeting
from bot.meetings.rules.times import AGENDA_AT
from bot.worktime.queries import list_holidays
from bot.worktime.rules import days, timetable, zones
from bot.worktime.rules.business import Calendar, Hours
from bot.worktime.rules.zones import Weekday

_OFFICE = [Hours(AGENDA_AT, time(17))]
_WORKING = (
    *(Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY),
)
_TICK = timedelta(seconds=1)


def next_day(meeting: Meeting, after: date) -> date:
    """Return the first day later than `after` on which it takes place.

    A day that its place never had, because it moved over the date line, is none.
    """
    zone, day = zones.zone_named(meeting.zone), timetable.next_day(meeting.timing, after)
    while not zones.exists(day, zone):
        day = timetable.next_day(meeting.timing, day)
    return day


def starts_at(meeting: Meeting, day: date) -> datetime:
    """Return when it begins on a day, in UTC."""
    return timetable.asks_at(meeting.at, day, meeting.zone)


def agenda_at(meeting: Meeting, day: date) -> datetime:
    """Return when the agenda of a day comes, in UTC: at nine on the last working day before it."""
    midnight = timetable.asks_at(time.min, day, meeting.zone)
    calendar = Calendar(
        zone=meeting.zone,
        hours=dict.fromkeys(_WORKING, _OFFICE),
        holidays=_holidays(meeting.country, day.year),
    )
    return days.last_working(calendar, AGENDA_AT, midnight - _TICK)


def local_day(meeting: Meeting, at: datetime) -> date:
    """Return the day that clocks where the meeting is show."""
    return at.astimezone(zones.zone_named(meeting.zone)).date()


@cache  # working them out takes a millisecond
def _holidays(country: str | None, year: int) -> frozenset[date]:
    """Return the holidays of a country in that year and the one before; none of a place unknown."""
    try:
        return list_holidays(country, region=None, years=(year - 1, year)) if country else _NONE
    except NotFound:
        return _NONE


_NONE = frozenset[date]()
