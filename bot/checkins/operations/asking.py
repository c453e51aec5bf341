"""Asking owners in their hours, reminding them twice, and noting that they are silent."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.checkins.models import Checkin
from bot.checkins.rules import State
from bot.checkins.rules.days import AT, asked_at
from bot.hours.models import Schedule
from bot.worktime.rules import days
from bot.worktime.rules.business import NoBusinessTime

SOON = timedelta(minutes=1)
"""Who may be written to within that is written to now."""

LOOK_AGAIN = timedelta(days=1)
"""When the clock looks next at who has no working time in sight."""

_REMINDED_AFTER, _REMINDED_AGAIN_AFTER, _SILENT_AFTER = 1, 3, 4
"""Working days after the question."""


class Step(StrEnum):
    """What the clock does about a check-in."""

    ASK = "ask"
    REMIND = "remind"
    SILENCE = "silence"
    WAIT = "wait"


def asks_at(day: date, schedule: Schedule, now: datetime) -> datetime:
    """Return when somebody is asked on a day, or when they work next after it."""
    return next_open(schedule, max(asked_at(day, schedule.zone), now))


def step(checkin: Checkin, schedule: Schedule, *, now: datetime) -> Step:
    """Let a check-in that is due be asked, reminded of, or silent; or wait for working time."""
    opens = next_open(schedule, now)
    if opens > now + SOON:
        checkin.due_at = opens
        return Step.WAIT
    if checkin.state is State.PLANNED:
        checkin.state, checkin.asked_at = State.ASKED, now
        checkin.due_at = _after(schedule, now, _REMINDED_AFTER)
        return Step.ASK
    first = checkin.asked_at or now
    if checkin.reminded_at is None:
        checkin.reminded_at = now
        checkin.due_at = _after(schedule, first, _REMINDED_AGAIN_AFTER, now)
        return Step.REMIND
    if checkin.reminded_again_at is None:
        checkin.reminded_again_at = now
        checkin.due_at = _after(schedule, first, _SILENT_AFTER, now)
        return Step.REMIND
    checkin.state, checkin.silent_at, checkin.due_at = State.SILENT, now, None
    return Step.SILENCE


def next_open(schedule: Schedule, now: datetime) -> datetime:
    """Return when somebody may be written to next, in UTC; look again in a day if never."""
    opening = next(schedule.openings(now), None)
    return opening[0] if opening else now + LOOK_AGAIN


def _after(
    schedule: Schedule, start: datetime, working_days: int, now: datetime | None = None
) -> datetime:
    """Return when so many working days have begun since `start`, and one at least since `now`."""
    moment = start
    try:
        for _each in range(working_days):
            moment = days.next_working(schedule.calendar, AT, moment)
        if now is not None and moment <= now:
            moment = days.next_working(schedule.calendar, AT, now)
    except NoBusinessTime:
        moment = max(start, now or start) + working_days * LOOK_AGAIN
    return next_open(schedule, moment)
