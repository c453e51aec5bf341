"""What the clock does with check-ins: it plans their days, asks, reminds, and shows both sides."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from sqlalchemy.orm import Session

from bot import scheduling
from bot.checkins import notices
from bot.checkins.models import Checkin, Plan
from bot.checkins.operations import asking, closing, planning
from bot.checkins.operations.asking import Step
from bot.checkins.queries import checkins as queries
from bot.db import Transaction
from bot.hours import queries as hours
from bot.roadmap.models import Initiative
from bot.scheduling import Schedule

BATCH = 50

Row = TypeVar("Row", Plan, Checkin)


def plan(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Plan anew what was changed on the roadmap since."""

    def find(session: Session) -> Sequence[tuple[Initiative, Plan | None]]:
        return queries.list_unplanned(session, limit=BATCH)

    def plan_all(session: Session, changed: Sequence[tuple[Initiative, Plan | None]]) -> None:
        for initiative, known in changed:
            planned = planning.plan(session, initiative, known, now=now)
            notices.withdraw(session, *planned.left, now=now)
            notices.show(session, *planned.over, now=now)

    return now if scheduling.for_all(transaction, find, plan_all) == BATCH else None


def begin(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Begin the rounds whose day has come."""

    def find(session: Session) -> Sequence[Plan]:
        return queries.lock_plans_due(session, now=now, limit=BATCH)

    def begin_all(session: Session, due: Sequence[Plan]) -> None:
        for _id, plans in _by_workspace(due):
            notices.show(session, *planning.begin(session, plans, now=now), now=now)

    return now if scheduling.for_all(transaction, find, begin_all) == BATCH else None


def ask(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Ask owners whose hour it is, remind those who have not answered, and tell their sponsors."""

    def find(session: Session) -> Sequence[Checkin]:
        return queries.lock_due(session, now=now, limit=BATCH)

    def ask_all(session: Session, due: Sequence[Checkin]) -> None:
        for workspace_id, checkins in _by_workspace(due):
            user_ids = [each.user_id for each in checkins]
            schedules = hours.list_schedules(session, workspace_id, user_ids, now=now)
            steps = [
                (each, asking.step(each, schedules[each.user_id], now=now)) for each in checkins
            ]
            session.flush()
            _tell(session, steps, now)

    return now if scheduling.for_all(transaction, find, ask_all) == BATCH else None


def _tell(session: Session, steps: Sequence[tuple[Checkin, Step]], now: datetime) -> None:
    """Tell people of one workspace what the steps of their check-ins are."""
    notices.ask(session, [each for each, step in steps if step is Step.ASK], now=now)
    notices.remind(session, [each for each, step in steps if step is Step.REMIND], now=now)
    silent = [each for each, step in steps if step is Step.SILENCE]
    notices.tell_silence(session, silent, now=now)
    for checkin in silent:
        if closing.close_if_over(session, checkin.round, now=now):
            notices.show(session, checkin.round, now=now)


def _by_workspace(due: Sequence[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Yield what is due of each workspace."""
    ordered = sorted(due, key=attrgetter("workspace_id"))
    for workspace_id, rows in groupby(ordered, attrgetter("workspace_id")):
        yield workspace_id, list(rows)


SCHEDULE: Schedule = {
    "checkins.plan": (timedelta(seconds=15), plan),
    "checkins.begin": (timedelta(seconds=15), begin),
    "checkins.ask": (timedelta(seconds=15), ask),
}
