"""What the clock does to decisions that wait."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.decisions import notices
from bot.decisions.models import Decision
from bot.decisions.notices import Moved
from bot.decisions.operations import drafts, waiting
from bot.decisions.queries import due
from bot.decisions.rules import Move

BATCH = 50
"""Decisions in one transaction: others want the database too."""


def act_on_due(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Remind of, let expire, and ask about every decision that is due, at most BATCH at a time."""

    def find(session: Session) -> Sequence[Decision]:
        return due.lock_due(session, now=now, limit=BATCH)

    def act(session: Session, found: Sequence[Decision]) -> None:
        for decision in found:
            move = waiting.act(session, decision, now=now)
            notices.tell(session, Moved(decision, move, now))

    if scheduling.for_all(transaction, find, act) == BATCH:
        return now
    with transaction() as session:
        return due.find_next_due_at(session, now=now)


def inherit_left(*, transaction: Transaction, now: datetime) -> None:
    """Let somebody else drive what people drove who have left the company."""

    def find(session: Session) -> Sequence[Decision]:
        return due.lock_left_by_drivers(session, limit=BATCH)

    def inherit(session: Session, left: Sequence[Decision]) -> None:
        for decision in waiting.inherit(session, left, now=now):
            notices.tell(session, Moved(decision, Move.INHERIT, now))

    scheduling.for_all(transaction, find, inherit)


def abstain_left(*, transaction: Transaction, now: datetime) -> None:
    """Let approvers abstain who have left the company without a word."""

    def find(session: Session) -> Sequence[Decision]:
        return due.lock_left_by_approvers(session, limit=BATCH)

    def abstain(session: Session, left: Sequence[Decision]) -> None:
        for decision in left:
            waiting.abstain(session, decision, now=now)
            notices.tell(session, Moved(decision, Move.ABSTAIN, now))

    scheduling.for_all(transaction, find, abstain)


def drop_drafts(*, transaction: Transaction, now: datetime) -> None:
    """Forget forms that were closed more than a week ago."""
    with transaction() as session:
        drafts.drop_old(session, now=now)
