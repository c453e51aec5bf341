"""Writing down what became of the messages that were sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.operations import changing, files, gates, lanes, recording, twins
from bot.outbox.operations.recording import Attempt
from bot.outbox.queries import doubt
from bot.outbox.queries.due import OUTDATED
from bot.outbox.rules import steps
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.states import DUE_STATES, Method, State
from bot.outbox.rules.steps import Step
from bot.tables import one_of


def settle(
    session: Session, results: Sequence[tuple[OutboxMessage, Attempt]], *, now: datetime
) -> list[Step | None]:
    """Write down what each attempt came to; return the step that its message took.

    None where the lease ran out meanwhile and somebody else took the message over: then what this
    attempt posted is a second copy, and its deletion is enqueued; what it changed is shown anew.
    """
    # Lanes first, and each kind in one order: two senders that settle at once must not deadlock.
    for workspace_id, outcomes in _by_workspace(results).items():
        lanes.note(session, workspace_id, outcomes, now=now)
    taken = {
        message.id: _settle_one(session, message, attempt, now)
        for message, attempt in sorted(results, key=_by_key)
    }
    gates.close(session, _limited(results, now))
    return [taken[message.id] for message, _ in results]


def release(session: Session, message: OutboxMessage, *, now: datetime) -> None:
    """Give back a message that was claimed, and for certain not sent."""
    recording.record(session, message, Attempt(Outcome.RATE_LIMITED), Step(State.PENDING, now), now)


def give_up_leases(session: Session, *, now: datetime, limit: int) -> int:
    """Settle what dead senders were at, at most `limit` messages; return how many there were."""
    abandoned = doubt.list_abandoned(session, now=now, limit=limit)
    for message in abandoned:
        unheard = Attempt(Outcome.UNKNOWN, error="lease_ran_out")
        recording.record(session, message, unheard, _next_step(message, unheard.outcome, now), now)
    return len(abandoned)


def supersede(session: Session, *, now: datetime) -> None:
    """Drop what was on its way when a newer message took its place, and has not arrived."""
    outdated = (
        select(OutboxMessage.id)
        .where(one_of(OutboxMessage.state, *DUE_STATES), OutboxMessage.ts.is_(None), OUTDATED)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        sql_update(OutboxMessage)
        .where(OutboxMessage.id.in_(outdated))
        .values(state=State.SUPERSEDED, dropped_at=now)
        .execution_options(synchronize_session=False)
    )


def expire(session: Session, *, now: datetime, workspace_id: int | None = None) -> int:
    """Drop what nobody needs any more, in one workspace or all; return how many there were."""
    here = [OutboxMessage.workspace_id == workspace_id] if workspace_id else []
    over = (
        select(OutboxMessage.id)
        .where(
            one_of(OutboxMessage.state, *DUE_STATES),
            OutboxMessage.due_at <= now,
            OutboxMessage.expires_at <= now,
            *here,
        )
        .with_for_update(skip_locked=True)
    )
    expired = session.scalars(
        sql_update(OutboxMessage)
        .where(OutboxMessage.id.in_(over))
        .values(state=State.EXPIRED, dropped_at=now)
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    )
    return len(expired.all())


def _by_key(result: tuple[OutboxMessage, Attempt]) -> tuple[int, str]:
    return result[0].workspace_id, result[0].key


def _by_workspace(
    results: Sequence[tuple[OutboxMessage, Attempt]],
) -> dict[int, list[Outcome]]:
    outcomes: dict[int, list[Outcome]] = {}
    for message, attempt in sorted(results, key=lambda result: result[0].workspace_id):
        outcomes.setdefault(message.workspace_id, []).append(attempt.outcome)
    return outcomes


def _limited(
    results: Sequence[tuple[OutboxMessage, Attempt]], now: datetime
) -> dict[gates.Place, datetime]:
    return {
        gates.place_of(message): now + attempt.retry_after
        for message, attempt in results
        if attempt.retry_after
    }


def _settle_one(
    session: Session, message: OutboxMessage, attempt: Attempt, now: datetime
) -> Step | None:
    step = _next_step(message, attempt.outcome, now)
    if recording.record(session, message, attempt, step, now):
        files.record_uploads(session, message, attempt.uploaded, now=now)
        return step
    if message.overwrites:
        if attempt.outcome in _MAY_BE_SHOWN:
            changing.show_again(session, message, now=now)
    elif attempt.ts and attempt.channel_id:
        twins.remove(session, message, channel_id=attempt.channel_id, ts=attempt.ts, now=now)
    return None


_MAY_BE_SHOWN = (Outcome.APPLIED, Outcome.UNKNOWN)


def _next_step(message: OutboxMessage, result: Outcome, now: datetime) -> Step:
    return steps.next_step(
        result,
        method=message.method,
        is_update=message.is_update,
        failures=message.failures,
        simplifiable=message.method is Method.POST and not message.simplified_at,
        now=now,
    )
