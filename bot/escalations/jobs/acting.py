"""What the clock does to escalations: reminders, the next level, and what people who left had."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.escalations import notices
from bot.escalations.models import Escalation
from bot.escalations.notices import Moved
from bot.escalations.operations import ladders, leaving, timing
from bot.escalations.operations.timing import Due
from bot.escalations.queries import due
from bot.escalations.queries.ladders import lock_to_apply
from bot.escalations.rules import Move

BATCH = 100
"""Escalations that one turn looks at; the rest follow at once."""


def act_on_due(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Remind, or ask the next people, where nobody acted in time; return when the next is due."""

    def find(session: Session) -> list[Due]:
        return due.lock_due(session, now=now, limit=BATCH)

    def act(session: Session, overdue: Sequence[Due]) -> None:
        made = timing.act(session, overdue, now=now)
        notices.tell(
            session, *(Moved(each.escalation, each.move, now, before=each.owner) for each in made)
        )

    if scheduling.for_all(transaction, find, act) == BATCH:
        return now
    with transaction() as session:
        return due.find_next_due_at(session, now=now)


def release_left(*, transaction: Transaction, now: datetime) -> None:
    """Ask again for every escalation that somebody took who has left the company."""

    def find(session: Session) -> Sequence[Escalation]:
        return due.lock_left_by_owners(session, limit=BATCH)

    def release(session: Session, left: Sequence[Escalation]) -> None:
        owners = leaving.release(session, left, now=now)
        moved = (Moved(each, Move.RELEASE, now, before=owners[each.id]) for each in left)
        notices.tell(session, *moved)

    scheduling.for_all(transaction, find, release)


def inherit_left(*, transaction: Transaction, now: datetime) -> None:
    """Let somebody else judge the answers for which somebody asked who has left the company."""

    def find(session: Session) -> Sequence[Escalation]:
        return due.lock_left_by_askers(session, limit=BATCH)

    def inherit(session: Session, left: Sequence[Escalation]) -> None:
        inherited = leaving.inherit(session, left, now=now)
        notices.tell(session, *(Moved(each, Move.INHERIT, now) for each in inherited))

    scheduling.for_all(transaction, find, inherit)


def leave_closed_teams(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Ask others for what a closed team was asked and nobody has, at most BATCH at a time."""
    with transaction() as session:
        team = due.lock_closed_team(session)
        if team is None:
            return None
        for escalation in leaving.leave_team(session, team, limit=BATCH, now=now):
            notices.tell(session, Moved(escalation, Move.RELEASE, now))
    return now


def apply_ladders(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Let what is open climb a ladder that is to be applied to it, at most BATCH at a time."""
    with transaction() as session:
        ladder = lock_to_apply(session)
        if ladder is None:
            return None
        for escalation in ladders.apply(session, ladder, limit=BATCH, now=now):
            notices.tell(session, Moved(escalation, Move.CHANGE_LADDER, now, by=ladder.created_by))
    return now
