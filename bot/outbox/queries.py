"""Questions about messages on their way."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from bot.outbox.models import Gate, OutboxMessage
from bot.outbox.rules import Method, State

DUE_STATES = (State.PENDING, State.PARKED)
"""Not sent for certain, and to be tried: when `due_at` comes."""


def get_message(session: Session, *, workspace_id: int, key: str) -> OutboxMessage:
    """Return the message enqueued under `key`; raise NoResultFound if there is none."""
    return session.scalars(
        select(OutboxMessage).where(
            OutboxMessage.workspace_id == workspace_id, OutboxMessage.key == key
        )
    ).one()


def find_due(session: Session, *, workspace_id: int, now: datetime) -> OutboxMessage | None:
    """Return the oldest message that may be sent at `now`, with its parent, locked.

    Its parent has been sent, no other sender is at work on the same message or thread, and no gate
    is closed in its way.
    """
    parent, sibling = aliased(OutboxMessage), aliased(OutboxMessage)
    gate_closed = exists().where(
        Gate.workspace_id == OutboxMessage.workspace_id,
        Gate.closed_until > now,
        or_(Gate.destination == OutboxMessage.destination, Gate.destination == parent.channel_id),
    )
    sibling_at_work = exists().where(
        sibling.parent_id == OutboxMessage.parent_id, sibling.state == State.SENDING
    )
    return session.scalars(
        select(OutboxMessage)
        .outerjoin(OutboxMessage.parent.of_type(parent))
        .options(contains_eager(OutboxMessage.parent.of_type(parent)))
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.state.in_(DUE_STATES),
            OutboxMessage.due_at <= now,
            OutboxMessage.expires_at > now,
            or_(OutboxMessage.parent_id.is_(None), parent.state == State.SENT),
            ~gate_closed,
            ~sibling_at_work,
        )
        .order_by(OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=OutboxMessage)
    ).first()


def list_waiting_updates(session: Session, parent: OutboxMessage) -> list[OutboxMessage]:
    """Return the updates of `parent` that no sender has begun, locked for this transaction."""
    return list(
        session.scalars(
            select(OutboxMessage)
            .where(
                OutboxMessage.parent_id == parent.id,
                OutboxMessage.method == Method.UPDATE,
                OutboxMessage.state.in_(DUE_STATES),
            )
            .with_for_update()
        )
    )
