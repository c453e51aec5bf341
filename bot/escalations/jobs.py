"""What the clock does to escalations: the next people are asked when the last ones did not act."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.escalations import notices, queries
from bot.escalations.models import Escalation
from bot.escalations.operations import moving

BATCH = 100
"""Escalations that one turn looks at; the rest follow at once."""


def advance_overdue(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Move every escalation up that nobody took in time; return when the next one falls due."""

    def find(session: Session) -> list[tuple[Escalation, datetime]]:
        return queries.lock_overdue(session, now=now, limit=BATCH)

    def advance(session: Session, overdue: Sequence[tuple[Escalation, datetime]]) -> None:
        if moved := moving.advance(session, overdue, now=now):
            notices.tell_advanced(session, moved, now=now)

    if scheduling.for_all(transaction, find, advance) == BATCH:
        return now
    with transaction() as session:
        return queries.find_next_due_at(session, now=now)


def release_left(*, transaction: Transaction, now: datetime) -> None:
    """Ask again for every escalation that somebody took who has left the company."""

    def find(session: Session) -> Sequence[Escalation]:
        return queries.lock_left(session, limit=BATCH)

    def release(session: Session, left: Sequence[Escalation]) -> None:
        owners = moving.release(session, left, now=now)
        for escalation in left:
            notices.tell_released(session, escalation, owner_id=owners[escalation.id], now=now)

    scheduling.for_all(transaction, find, release)


SCHEDULE = {
    # A second: how soon an escalation is seen that has been raised, or delivered, meanwhile.
    "escalations.advance_overdue": (timedelta(seconds=1), advance_overdue),
    "escalations.release_left": (timedelta(seconds=10), release_left),
}
