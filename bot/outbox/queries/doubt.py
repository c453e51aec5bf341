"""Messages of which we do not know whether they arrived, and those that never will."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from bot.outbox.models import Gate, Lane, OutboxMessage
from bot.outbox.rules.states import GIVEN_UP, Method, State
from bot.tables import one_of

READING = "conversations.*"
"""The scope of the gate before the calls that look for messages."""


def list_abandoned(session: Session, *, now: datetime, limit: int) -> Sequence[OutboxMessage]:
    """Return messages whose lease ran out: their sender has died, or sleeps. Locked."""
    return session.scalars(
        select(OutboxMessage)
        .where(one_of(OutboxMessage.state, State.SENDING), OutboxMessage.leased_until <= now)
        .order_by(OutboxMessage.leased_until)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def list_to_look_for(
    session: Session, *, workspace_ids: Collection[int], now: datetime, limit: int
) -> Sequence[OutboxMessage]:
    """Return messages that are to be looked for in their channels now, with their parents, locked.

    Not in a workspace to which nothing is sent, or that reads too fast for Slack.
    """
    stopped = exists().where(
        Lane.workspace_id == OutboxMessage.workspace_id, Lane.stopped_at.is_not(None)
    )
    read_too_fast = exists().where(
        Gate.workspace_id == OutboxMessage.workspace_id,
        Gate.scope == READING,
        Gate.closed_until > now,
    )
    return session.scalars(
        select(OutboxMessage)
        .options(joinedload(OutboxMessage.parent))
        .where(
            OutboxMessage.look_at <= now,
            OutboxMessage.workspace_id.in_(workspace_ids),
            ~stopped,
            ~read_too_fast,
        )
        .order_by(OutboxMessage.look_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=OutboxMessage)
    ).all()


def list_going(session: Session, *, workspace_id: int, keys: Collection[str]) -> Collection[str]:
    """Return those of `keys` under which a deletion is enqueued, or done."""
    return set(
        session.scalars(
            select(OutboxMessage.key).where(
                OutboxMessage.workspace_id == workspace_id,
                OutboxMessage.key.in_(keys),
                OutboxMessage.state.not_in(GIVEN_UP),
            )
        )
    )


def find_direct_channel(session: Session, *, workspace_id: int, user_id: str) -> str | None:
    """Return Slack's id of the direct messages with a person, if one has ever been posted there."""
    return session.scalar(
        select(OutboxMessage.channel_id)
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.destination == user_id,
            OutboxMessage.channel_id.is_not(None),
        )
        .limit(1)
    )


def list_missed(session: Session, *, workspace_id: int, since: datetime) -> Sequence[OutboxMessage]:
    """Return what expired unseen since then: messages to channels, not to people."""
    return session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.dropped_at >= since,
            OutboxMessage.state == State.EXPIRED,
            OutboxMessage.method == Method.POST,
            OutboxMessage.ts.is_(None),
            OutboxMessage.destination.not_like("U%"),
            OutboxMessage.destination.not_like("W%"),
        )
        .order_by(OutboxMessage.id)
        .limit(1000)
    ).all()
