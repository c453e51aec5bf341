"""What the clock has to act on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, select, tuple_
from sqlalchemy.orm import Session

from bot.decisions.models import Decision, Participant
from bot.decisions.queries.decisions import WHOLE
from bot.decisions.rules import Part, State
from bot.people.models import Person
from bot.tables import one_of


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Decision]:
    """Return decisions on which the clock has to act, locked, at most `limit` of all workspaces.

    Those that another process is at are passed over.
    """
    return _lock(
        session,
        select(Decision).where(Decision.due_at.is_not(None), Decision.due_at <= now),
        limit,
    )


def find_next_due_at(session: Session, *, now: datetime) -> datetime | None:
    """Return when the clock has to act next, of all workspaces."""
    return session.scalar(select(func.min(Decision.due_at)).where(Decision.due_at > now))


def lock_left_by_drivers(session: Session, *, limit: int) -> Sequence[Decision]:
    """Return decisions whose drivers' accounts are deactivated now, locked.

    Those on which the clock will act: what holds and is not to be looked at again needs nobody, and
    there may be a great many. At most `limit`, of all workspaces.
    """
    gone = and_(
        Person.workspace_id == Decision.workspace_id,
        Person.user_id == Decision.driver_id,
        Person.deactivated_at.is_not(None),
    )
    found = select(Decision).join(Person, gone).where(Decision.due_at.is_not(None))
    return _lock(session, found, limit)


def lock_left_by_approvers(session: Session, *, limit: int) -> Sequence[Decision]:
    """Return proposals that wait for somebody whose account is deactivated now, locked.

    At most `limit`, of all workspaces. What they follow is locked with them: they may come to hold.
    """
    waits = (
        select(Participant.decision_id)
        .join(
            Person,
            and_(
                Person.workspace_id == Participant.workspace_id,
                Person.user_id == Participant.user_id,
            ),
        )
        .where(
            Person.deactivated_at.is_not(None),
            Participant.part == Part.APPROVER,
            Participant.removed_at.is_(None),
            Participant.vote.is_(None),
        )
    )
    which = select(Decision).where(one_of(Decision.state, State.PROPOSED), Decision.id.in_(waits))
    found = _lock(session, which, limit)
    if followed := {(each.workspace_id, each.follows_id) for each in found if each.follows_id}:
        session.execute(
            select(Decision.id)
            .where(tuple_(Decision.workspace_id, Decision.id).in_(followed))
            .order_by(Decision.id)
            .with_for_update()
        )
    return found


def _lock(session: Session, which: Select[Decision], limit: int) -> Sequence[Decision]:
    """Lock all before the first is changed: what changes one locks its workspace's history.

    The workspaces in order, so that no two processes wait for each other.
    """
    found = session.scalars(
        which.order_by(Decision.due_at, Decision.id)
        .limit(limit)
        .options(*WHOLE)
        .with_for_update(skip_locked=True, of=Decision)
    ).all()
    return sorted(found, key=lambda each: (each.workspace_id, each.id))
