"""Asking outside the schedule: everybody now, or oneself to see how it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.hours import queries as hours
from bot.standups.models import Round
from bot.standups.operations import asking, checking, planning, rescheduling
from bot.standups.queries.audiences import Members, find_audience
from bot.standups.queries.rounds import find_held_on
from bot.standups.rules import RUN
from bot.standups.rules.times import TRIAL_OPEN_FOR, WAITED_FOR


class AskedToday(Refused):
    """Today has had its round, or has it now."""


def ask_now(
    session: Session, workspace_id: int, standup_id: int, *, by: str, now: datetime
) -> Round:
    """Ask everybody now, or when they work next: it is the round of today where `by` is.

    If one was planned for today, this is it. Raises AskedToday, NotAllowed.
    """
    standup = checking.begin(session, workspace_id, standup_id, RUN, by=by)
    today = hours.get_schedule(session, workspace_id, by, now=now).local(now).date()
    planned = find_held_on(session, standup, today)
    if planned is not None:
        if not rescheduling.bring_forward(session, planned, now=now):
            raise AskedToday("Everybody is asked once a day, and today they have been already.")
        return planned
    members = find_audience(session, standup)
    return planning.begin(
        session,
        standup,
        held_on=today,
        asks_at=now,
        closes_at=_last_is_asked(session, workspace_id, members, now) + standup.open_for,
        members=members,
        now=now,
    )


def _last_is_asked(
    session: Session, workspace_id: int, members: Members, now: datetime
) -> datetime:
    """Return when the last of those work who do within a few days: on Friday night, on Monday."""
    schedules = hours.list_schedules(session, workspace_id, list(members), now=now)
    opens = (asking.next_open(each, now) for each in schedules.values())
    soon = now + WAITED_FOR
    return max((each for each in opens if each is not None and each <= soon), default=now)


def try_out(
    session: Session, workspace_id: int, standup_id: int, *, by: str, now: datetime
) -> Round:
    """Ask whoever tries it, and nobody else; they alone read the summary. Raises NotAllowed."""
    standup = checking.begin(session, workspace_id, standup_id, RUN, by=by)
    today = hours.get_schedule(session, workspace_id, by, now=now).local(now).date()
    return planning.begin(
        session,
        standup,
        held_on=today,
        asks_at=now,
        closes_at=now + TRIAL_OPEN_FOR,
        members={by: next(iter(standup.links)).team_id},
        tried_by=by,
        now=now,
    )
