"""Questions about escalations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.errors import NotFound
from bot.escalations.models import Escalation
from bot.escalations.rules import State
from bot.outbox.models import OutboxMessage
from bot.outbox.rules import State as MessageState
from bot.teams.models import Team

_WITH_PEOPLE = (
    selectinload(Escalation.answering_team).selectinload(Team.members),
    selectinload(Escalation.raising_team).selectinload(Team.members),
)


@dataclass(frozen=True)
class Overdue:
    """An escalation that nobody took in time after its notice was delivered."""

    workspace_id: int
    escalation_id: int
    delivered_at: datetime


def get_escalation(
    session: Session, *, workspace_id: int, escalation_id: int, lock: bool = False
) -> Escalation:
    """Return the escalation with both teams and their people; raise NotFound if there is none.

    With `lock`, other transactions that lock it wait until this one has ended.
    """
    statement = (
        select(Escalation)
        .where(Escalation.workspace_id == workspace_id, Escalation.id == escalation_id)
        .options(*_WITH_PEOPLE)
    )
    if lock:
        statement = statement.with_for_update(of=Escalation)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("I can't find this escalation any more. Please look for its newest message.")
    return found


def list_overdue(session: Session, *, now: datetime, limit: int) -> Sequence[Overdue]:
    """Return at most `limit` open escalations, of all workspaces, that are due and were delivered.

    The longest overdue come first.
    """
    rows = session.execute(
        select(Escalation.workspace_id, Escalation.id, OutboxMessage.sent_at)
        .join(
            OutboxMessage,
            (OutboxMessage.workspace_id == Escalation.workspace_id)
            & (OutboxMessage.key == Escalation.notice_key),
        )
        .where(
            Escalation.state == State.OPEN,
            Escalation.due_at <= now,
            OutboxMessage.state == MessageState.SENT,
        )
        .order_by(Escalation.due_at)
        .limit(limit)
    )
    return [
        Overdue(workspace_id, escalation_id, delivered_at)
        for workspace_id, escalation_id, delivered_at in rows
        if delivered_at  # a sent message always has it
    ]
