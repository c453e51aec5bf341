"""The days on which owners are asked, and by which rule."""

from datetime import date, datetime, time, timedelta

from bot.roadmap.rules import Cadence
from bot.worktime.rules import zones

AT = time(9)
"""By each owner's own clocks, or when they begin to work after it."""

_NEAR = timedelta(weeks=8)
"""How long before its target date an initiative is asked about every week."""

_DAY = 1
"""Tuesday: the days before and after a weekend are short, and several are asked about in one go."""

_WEEK = timedelta(days=7)


def in_force(cadence: Cadence, target_on: date, day: date) -> Cadence:
    """Return how often an initiative is asked about as of a day."""
    if cadence is not Cadence.BY_DATE:
        return cadence
    return Cadence.WEEKLY if target_on - day <= _NEAR else Cadence.MONTHLY


def is_day(cadence: Cadence, target_on: date, day: date) -> bool:
    """Return whether the owners are asked on a day: a Tuesday, or every second, or each first."""
    if day.weekday() != _DAY:
        return False
    match in_force(cadence, target_on, day):
        case Cadence.NEVER:
            return False
        case Cadence.MONTHLY:
            return day.month != (day - _WEEK).month
        case Cadence.FORTNIGHTLY:
            return day.toordinal() // 7 % 2 == 0
        case _:
            return True


def next_day(cadence: Cadence, target_on: date, after: date) -> date | None:
    """Return the first day after another on which the owners are asked; None if they never are."""
    if cadence is Cadence.NEVER:
        return None
    day = after + timedelta(days=(_DAY - after.weekday() - 1) % 7 + 1)
    while not is_day(cadence, target_on, day):
        day += _WEEK
    return day


def asked_at(day: date, zone: str) -> datetime:
    """Return when somebody in `zone` is asked on a day, if they work then; in UTC."""
    return zones.instant(day, AT, zones.zone_named(zone))
