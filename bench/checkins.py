"""A round of check-ins of a thousand initiatives: both owners of each are to be asked."""

import time
from datetime import date, datetime

import sqlalchemy

from bot.checkins import jobs
from bot.checkins.models import Checkin, Plan
from bot.checkins.rules import State
from bot.db import Transaction

BEGUN_MS = 5_000


def plan(transaction: Transaction, *, now: datetime) -> None:
    """Let all active initiatives have a day."""
    while jobs.plan(transaction=transaction, now=now) is not None:
        pass


def begin(transaction: Transaction, day: date, *, now: datetime) -> tuple[int, float]:
    """Begin a round of all of them on a day; return how many are to be asked, and the ms taken."""
    with transaction() as session:
        session.execute(sqlalchemy.update(Plan).values(next_on=day, due_at=now))
    start = time.perf_counter()
    while jobs.begin(transaction=transaction, now=now) is not None:
        pass
    took = (time.perf_counter() - start) * 1000
    planned = sqlalchemy.select(sqlalchemy.func.count()).where(Checkin.state == State.PLANNED)
    with transaction() as session:
        return session.scalar(planned) or 0, took
