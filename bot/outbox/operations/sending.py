"""Taking messages to send, and writing down what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox import queries, rules
from bot.outbox.models import Gate, OutboxMessage
from bot.outbox.rules import Outcome, State, Step
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class Attempt:
    """What one call to Slack came to; `retry_after` is Slack's, for a rate limit."""

    outcome: Outcome
    channel_id: str | None = None
    ts: str | None = None
    error: str | None = None
    retry_after: timedelta | None = None


def claim(session: Session, *, workspace_id: int, now: datetime) -> OutboxMessage | None:
    """Take the next message to send: it is `sending` until its lease ends. None if none is due."""
    message = queries.find_due(session, workspace_id=workspace_id, now=now)
    if message:
        message.state = State.SENDING
        message.attempts += 1
        message.leased_until = now + rules.LEASE
    return message


def settle(session: Session, message: OutboxMessage, attempt: Attempt, *, now: datetime) -> Step:
    """Write down what the attempt came to; return the step taken.

    Nothing is written if the lease ran out meanwhile and somebody else took the message over.
    """
    step = rules.next_step(
        attempt.outcome, method=message.method, attempts=message.attempts, now=now
    )
    session.execute(
        sql_update(OutboxMessage)
        .where(
            OutboxMessage.id == message.id,
            OutboxMessage.workspace_id == message.workspace_id,
            OutboxMessage.state == State.SENDING,
            OutboxMessage.attempts == message.attempts,
        )
        .values(
            state=step.state,
            due_at=step.due_at or message.due_at,
            leased_until=None,
            sent_at=now if step.state is State.SENT else None,
            channel_id=attempt.channel_id,
            ts=attempt.ts,
            error=attempt.error,
        )
    )
    if attempt.retry_after:
        _close_gate(session, message, until=now + attempt.retry_after)
    return step


def give_up_leases(session: Session, *, now: datetime) -> int:
    """Mark as unknown what a dead sender was at; return how many there were."""
    return _move_all(session, State.SENDING, State.UNKNOWN, OutboxMessage.leased_until <= now)


def expire(session: Session, *, now: datetime) -> int:
    """Drop what nobody needs any more; return how many there were."""
    due = OutboxMessage.expires_at <= now
    return _move_all(session, State.PENDING, State.EXPIRED, due) + _move_all(
        session, State.PARKED, State.EXPIRED, due
    )


def _move_all(session: Session, origin: State, goal: State, which: ColumnElement[bool]) -> int:
    moved = session.scalars(
        sql_update(OutboxMessage)
        .where(OutboxMessage.state == origin, which)
        .values(state=goal, leased_until=None)
        .returning(OutboxMessage.id)
    )
    return len(moved.all())


def _close_gate(session: Session, message: OutboxMessage, *, until: datetime) -> None:
    destination = message.parent.channel_id if message.parent else message.destination
    values = {
        "workspace_id": message.workspace_id,
        "destination": destination,
        "closed_until": until,
    }
    session.connection().execute(_close(session), values)


@per_dialect
def _close(insert: Any) -> Any:
    statement = insert(table(Gate))
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "destination"],
        set_={"closed_until": statement.excluded.closed_until},
    )
