"""On which days something comes back, and at which instants on one."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.worktime.rules import zones
from bot.worktime.rules.periods import Rhythm, Timing
from bot.worktime.rules.recurrence import MonthlyByDay, MonthlyByWeekday, Schedule, Weekly
from bot.worktime.rules.zones import Weekday

_FIRST, _LAST = "Pacific/Kiritimati", "Etc/GMT+12"
"""The zones in which a day begins first, and last."""

_A_DAY = timedelta(days=1)
_DAYS, _SATURDAY = 7, 5
_WEEKEND = timedelta(days=2)


def next_day(timing: Timing, after: date) -> date:
    """Return the first day later than `after` on which it comes."""
    return next(_days_from(timing, after + _A_DAY))


def days_between(timing: Timing, first: date, last: date) -> list[date]:
    """Return the days on which it comes, from the first until the last, in order."""
    found: list[date] = []
    for day in _days_from(timing, first):
        if day > last:
            break
        found.append(day)
    return found


def asks_at(at: time, day: date, zone: str) -> datetime:
    """Return when clocks in `zone` show that time on that day, in UTC."""
    return zones.instant(day, at, zones.zone_named(zone))


def asks_first(timing: Timing, day: date) -> datetime:
    """Return when anybody on earth can be asked first on a day, in UTC."""
    return asks_at(timing.at, day, timing.zone or _FIRST)


def asks_last(timing: Timing, day: date) -> datetime:
    """Return when anybody on earth can be asked last on a day, in UTC."""
    return asks_at(timing.at, day, timing.zone or _LAST)


def _days_from(timing: Timing, first: date) -> Iterator[date]:
    """Yield the days on which it comes, from the first on.

    A day of the month that is on a weekend is the Monday after: nobody would be asked on it.
    """
    if timing.rhythm is not Rhythm.MONTHLY_BY_DAY:
        yield from _schedule(timing).dates_from(first)
        return
    for day in _schedule(timing).dates_from(first - _WEEKEND):
        is_weekend = day.weekday() >= _SATURDAY
        held_on = day + timedelta(days=_DAYS - day.weekday()) if is_weekend else day
        if held_on >= first:
            yield held_on


def _schedule(timing: Timing) -> Schedule:
    """Return the days as a schedule: of its dates, no instants are asked for."""
    at, zone = timing.at, timing.zone or _FIRST
    if timing.rhythm is Rhythm.MONTHLY_BY_DAY:
        return MonthlyByDay(at=at, zone=zone, day=timing.day or 1)
    if timing.rhythm is Rhythm.MONTHLY_BY_WEEKDAY:
        weekday = Weekday(timing.days[0])
        return MonthlyByWeekday(at=at, zone=zone, nth=timing.nth or 1, weekday=weekday)
    days = frozenset(map(Weekday, timing.days))
    return Weekly(at=at, zone=zone, days=days, anchor=timing.anchor, every=timing.every)
