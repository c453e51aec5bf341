"""What the clock does with meetings: it posts their agendas."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.meetings import notices
from bot.meetings.models import Meeting
from bot.meetings.operations import planning
from bot.meetings.queries import meetings
from bot.scheduling import Schedule

BATCH = 20


def post_agendas(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Post the agendas whose time it is, once each; what has begun by now is written down only."""

    def find(session: Session) -> Sequence[Meeting]:
        return meetings.lock_due(session, now=now, limit=BATCH)

    def post(session: Session, due: Sequence[Meeting]) -> None:
        for meeting in due:
            for occurrence in planning.plan(session, meeting, now=now):
                notices.post(session, occurrence, now=now)

    return now if scheduling.for_all(transaction, find, post) == BATCH else None


SCHEDULE: Schedule = {"meetings.post_agendas": (timedelta(seconds=15), post_agendas)}
