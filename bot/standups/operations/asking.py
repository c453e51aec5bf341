"""Asking those whose hour it is: who is asked is decided in this moment, and reminding them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.hours import queries as hours
from bot.hours.models import Schedule
from bot.people import queries as people
from bot.people.models import Person
from bot.people.rules import Standing
from bot.standups.models import Habit, Round, Turn
from bot.standups.operations import planning
from bot.standups.queries.audiences import Members, find_audience
from bot.standups.queries.habits import find_habits
from bot.standups.rules import Out, State
from bot.standups.rules.times import REMIND_LEAVING
from bot.worktime.rules import business, zones
from bot.worktime.rules.business import NoBusinessTime

SOON = timedelta(minutes=1)
"""Who is asked within that is asked now."""

_OUTSIDERS = {
    Standing.BOT: Out.BOT,
    Standing.GUEST: Out.GUEST,
    Standing.STRANGER: Out.STRANGER,
}


@dataclass(frozen=True)
class Here:
    """What is known of those of a round whose turn is due."""

    members: Members
    known: Mapping[str, Person]
    strangers: Collection[str]
    habits: Mapping[str, Habit]
    schedules: Mapping[str, Schedule]


def look(session: Session, round_: Round, turns: Sequence[Turn], *, now: datetime) -> Here:
    """Return what is known of these people of a round, in a few questions for all of them."""
    workspace_id, user_ids = round_.workspace_id, [turn.user_id for turn in turns]
    known = people.find_people(session, workspace_id, user_ids)
    unknown = [user_id for user_id in user_ids if user_id not in known]
    return Here(
        find_audience(session, round_.standup) if round_.tried_by is None else {},
        known,
        people.find_strangers(session, workspace_id, unknown) if unknown else (),
        find_habits(session, round_.standup, user_ids),
        hours.list_schedules(session, workspace_id, user_ids, now=now),
    )


def ask(turn: Turn, here: Here, *, now: datetime) -> bool:
    """Return whether somebody is asked now.

    Else they are later, if their hour is another one by now; or they are out, and it is noted why.
    """
    schedule = here.schedules[turn.user_id]
    if turn.round.tried_by is None:
        due = _out(turn, here) or _when(turn.round, schedule, now)
        if isinstance(due, Out):
            turn.state, turn.out_because, turn.due_at = State.OUT, due, None
            return False
        if due > now + SOON:
            turn.due_at = due
            return False
        turn.team_id = here.members[turn.user_id]
    turn.state, turn.asked_at = State.ASKED, now
    turn.due_at = _remind_at(turn.round, schedule, now)
    return True


def remind(turn: Turn, here: Here, *, now: datetime) -> bool:
    """Return whether somebody is reminded now; out of their hours they are later, or never."""
    opens = next_open(here.schedules[turn.user_id], now)
    if opens is None or opens >= turn.round.closes_at:
        turn.due_at = None
        return False
    if opens > now + SOON:
        turn.due_at = opens
        return False
    turn.reminded_at, turn.due_at = now, None
    return True


def _out(turn: Turn, here: Here) -> Out | None:
    """Return why somebody is not asked, whatever the hour."""
    person = here.known.get(turn.user_id)
    if person is not None and person.deactivated_at is not None:
        return Out.DEACTIVATED
    if person is not None and person.standing in _OUTSIDERS:
        return _OUTSIDERS[person.standing]
    if turn.user_id in here.strangers:
        return Out.STRANGER
    if turn.user_id not in here.members:
        return Out.LEFT
    habit = here.habits.get(turn.user_id)
    return Out.PAUSED if habit and habit.paused_at else None


def _when(round_: Round, schedule: Schedule, now: datetime) -> datetime | Out:
    """Return when somebody is asked: at their hour, or when they work next after it.

    At their own hour it is on that day or not at all; at one moment for all, whenever they work
    before it closes.
    """
    base = planning.base(round_, schedule.zone)
    why = _why_not_on(schedule.local(base).date(), schedule)
    if why is not None and round_.at is not None:
        return why
    opens = next_open(schedule, max(base, now))
    return (why or Out.NO_TIME) if opens is None or opens >= round_.closes_at else opens


def _why_not_on(day: date, schedule: Schedule) -> Out | None:
    """Return why somebody does not work on a day, if they do not."""
    if day in schedule.calendar.holidays:
        return Out.HOLIDAY
    if any(first <= day <= last for first, last in (each.days for each in schedule.absences)):
        return Out.AWAY
    works = schedule.calendar.hours.get(zones.Weekday(day.weekday()))
    return None if works else Out.DAY_OFF


def next_open(schedule: Schedule, now: datetime) -> datetime | None:
    """Return when somebody may be written to next, in UTC; None if there is no such time."""
    opening = next(schedule.openings(now), None)
    return opening[0] if opening else None


def _remind_at(round_: Round, schedule: Schedule, now: datetime) -> datetime | None:
    """Return when half of somebody's working time until the end is over; None if that is little."""
    left = business.measure(schedule.reachable, now, round_.closes_at)
    if round_.tried_by is not None or left < 2 * REMIND_LEAVING:
        return None
    try:
        return business.add(schedule.reachable, now, left / 2)
    except NoBusinessTime:  # pragma: no cover (there is some, as was measured just now)
        return None
