"""Recording the step that a message took after an attempt, unless somebody else has it by now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, literal
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.rules import looks, steps
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.states import GIVEN_UP, Method, State
from bot.outbox.rules.steps import Step
from bot.outbox.rules.uploads import Uploaded
from bot.tables import table


@dataclass(frozen=True)
class Attempt:
    """What one call to Slack came to; `retry_after` is Slack's, for a rate limit.

    `uploaded` has those of the message's files that Slack took, by their names.
    """

    outcome: Outcome
    channel_id: str | None = None
    ts: str | None = None
    error: str | None = None
    retry_after: timedelta | None = None
    uploaded: Mapping[str, Uploaded] = field(default_factory=dict)


def record(
    session: Session, message: OutboxMessage, attempt: Attempt, step: Step, now: datetime
) -> bool:
    """Write the step down; return whether nobody has claimed the message since."""
    values = {
        "of_id": message.id,
        "of_workspace": message.workspace_id,
        "of_attempts": message.attempts,
        "new_state": step.state,
        "new_due_at": step.due_at or now,
        "new_error": attempt.error,
        "new_failures": _failures(message, attempt.outcome),
        "new_dropped_at": now if step.state in GIVEN_UP else None,
        "new_simplified_at": now if step.simplify else None,
        **_where_it_is(message, attempt, step, now),
        **_in_doubt(message, step, now),
    }
    return session.connection().execute(_RECORD, values).rowcount == 1


def _where_it_is(
    message: OutboxMessage, attempt: Attempt, step: Step, now: datetime
) -> dict[str, Any]:
    sent = step.state is State.SENT
    posted = sent and message.method is Method.POST
    return {
        "new_sent_at": now if sent else None,
        "new_channel_id": attempt.channel_id if posted else None,
        "new_ts": attempt.ts if posted else None,
    }


def _in_doubt(message: OutboxMessage, step: Step, now: datetime) -> dict[str, Any]:
    if step.state is State.UNKNOWN:
        return {"new_uncertain_since": message.attempted_at, "new_look_at": now + looks.EVERY}
    twin_possible = step.state is State.SENT and message.uncertain_since
    return {
        "new_uncertain_since": None,
        "new_look_at": now + looks.TWIN_AFTER if twin_possible else None,
    }


def _failures(message: OutboxMessage, result: Outcome) -> int:
    if result is Outcome.APPLIED:
        return 0
    return message.failures + steps.counts_as_failure(result)


_STILL_OURS = (State.SENDING, State.UNKNOWN, State.PENDING)
"""With the number of our claim: others may have given us up since, but nobody began anew."""

_M = table(OutboxMessage).c


def _new(column: Any) -> Any:
    return bindparam(f"new_{column.name}", type_=column.type)


_SHOWS_AN_OLD_VERSION = (_new(_M.state) == State.SENT) & (_M.version != _M.attempted_version)

_RECORD = (
    sql_update(table(OutboxMessage))
    .where(
        _M.id == bindparam("of_id"),
        _M.workspace_id == bindparam("of_workspace"),
        _M.attempts == bindparam("of_attempts"),
        _M.state.in_(_STILL_OURS),
    )
    .values(
        state=case(
            (_SHOWS_AN_OLD_VERSION, literal(State.PENDING, _M.state.type)), else_=_new(_M.state)
        ),
        leased_until=None,
        absent_at=None,
        due_at=_new(_M.due_at),
        error=_new(_M.error),
        failures=_new(_M.failures),
        dropped_at=_new(_M.dropped_at),
        sent_at=func.coalesce(_M.sent_at, _new(_M.sent_at)),
        channel_id=func.coalesce(_M.channel_id, _new(_M.channel_id)),
        ts=func.coalesce(_M.ts, _new(_M.ts)),
        simplified_at=func.coalesce(_new(_M.simplified_at), _M.simplified_at),
        uncertain_since=func.coalesce(_M.uncertain_since, _new(_M.uncertain_since)),
        # Of a message that Slack shows already, a look for its twin may be due: it stays so.
        look_at=case((_M.ts.is_(None), _new(_M.look_at)), else_=_M.look_at),
    )
)
"""Built once: building it takes longer than running it."""
