"""Gates: where nobody may call for a while, in any process."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from bot.outbox.models import Gate, OutboxMessage
from bot.outbox.rules.states import RESTATING, UPDATE
from bot.tables import per_dialect, table

KEPT_FOR = timedelta(minutes=1)
"""How long an open gate's row stays; a channel that is posted to often keeps its row."""


Place = tuple[int, str]
"""A workspace's id, and the scope of a gate in it."""


def place_of(message: OutboxMessage) -> Place:
    """Return what a limit on this message's next call holds for: its channel, or its method."""
    return message.workspace_id, scope_of(message)


def scope_of(message: OutboxMessage) -> str:
    """Return the scope of the gate that this message's next call goes through."""
    if message.is_update:
        return UPDATE
    if message.method in RESTATING:
        return message.method.value
    return message.destination  # a reply's is its parent's: a person's, where Slack has a D…


def close(session: Session, until: Mapping[Place, datetime]) -> None:
    """Let nobody call in each place before the instant given; a later one that was set stands."""
    rows = [
        {"workspace_id": workspace_id, "scope": scope, "closed_until": instant}
        for (workspace_id, scope), instant in sorted(until.items())
    ]
    if rows:
        session.connection().execute(_close(session), rows)


def sweep(session: Session, *, now: datetime) -> None:
    """Remove the rows of gates that have been open for long."""
    session.execute(delete(Gate).where(Gate.closed_until < now - KEPT_FOR))


@per_dialect
def _close(insert: Any) -> Any:
    gates = table(Gate)
    statement = insert(gates)
    later = func.max if insert.__module__.endswith("sqlite.dml") else func.greatest
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "scope"],
        set_={"closed_until": later(gates.c.closed_until, statement.excluded.closed_until)},
    )
