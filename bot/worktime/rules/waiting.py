"""Waiting for people: when something is due, in the working time of those who have to act."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.worktime.rules import business
from bot.worktime.rules.business import Calendar, NoBusinessTime

_TICK = timedelta.resolution


def due(
    calendars: Iterable[Calendar], start: datetime, within: timedelta, *, now: datetime
) -> datetime:
    """Return when the first of those who are asked has had `within` of working time since `start`.

    If all of them go away after `now` and before that, when the last of them does: somebody else
    must be asked then. Where nobody has any working time, it passes as on a clock.
    """
    here, leaving = [], []
    for calendar in calendars:
        at = _after(calendar, start, within)
        if at is None:
            continue
        begins = _away_before(calendar, max(start, now), at)
        if begins is None:
            here.append(at)
        else:
            leaving.append(begins)
    if here:
        return min(here)
    return max(leaving, default=start + within)


def add(calendar: Calendar, start: datetime, within: timedelta) -> datetime:
    """Return when somebody has had `within` of working time; by the clock, if they have none."""
    return _after(calendar, start, within) or start + within


def half_way(calendar: Calendar, start: datetime, end: datetime) -> datetime:
    """Return when half of somebody's working time between two instants has passed."""
    return add(calendar, start, business.measure(calendar, start, end) / 2)


def opening(calendar: Calendar, at: datetime) -> datetime:
    """Return `at` if somebody works then, or never does, else when they next do."""
    opens = _after(calendar, at, _TICK)
    return at if opens is None else opens - _TICK


def _after(calendar: Calendar, start: datetime, within: timedelta) -> datetime | None:
    try:
        return business.add(calendar, start, within)
    except NoBusinessTime:
        return None


def _away_before(calendar: Calendar, start: datetime, at: datetime) -> datetime | None:
    """Return when, between `start` and `at`, an absence begins; None if none does."""
    begins = (absence.start for absence in calendar.absences if start < absence.start < at)
    return next(begins, None)
