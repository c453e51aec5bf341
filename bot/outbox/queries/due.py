"""What is due, and what stands in its way: asked many times a second, so built only once."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from bot.outbox.models import Gate, OutboxMessage
from bot.outbox.rules.states import DUE_STATES, GIVEN_UP, Method
from bot.tables import UTCDateTime, one_of

NOW: ColumnElement[datetime] = bindparam("now", type_=UTCDateTime())

DUE = (
    one_of(OutboxMessage.state, *DUE_STATES),
    OutboxMessage.due_at <= NOW,
    OutboxMessage.expires_at > NOW,
)
"""Conditions for what is to be tried `now`; the first is the partial index's."""


def list_changes_due(
    session: Session, *, workspace_id: int, now: datetime, limit: int
) -> Sequence[OutboxMessage]:
    """Return what is to be changed, deleted or whispered at `now`, longest due first, locked."""
    given = {"workspace_id": workspace_id, "now": now, "at_most": limit}
    return session.scalars(_CHANGES_DUE, given).all()


def list_posts_due(
    session: Session, *, workspace_id: int, now: datetime, limit: int
) -> Sequence[OutboxMessage]:
    """Return what may be posted at `now`, longest due first, with their parents, locked.

    A reply waits until its parent is posted, or given up, and until every older reply in the same
    thread has been.
    """
    given = {"workspace_id": workspace_id, "now": now, "at_most": limit}
    return session.scalars(_POSTS_DUE, given).all()


def read_files(session: Session, messages: Sequence[OutboxMessage]) -> None:
    """Read the files of those messages that have any; most have none, and cost nothing."""
    ids = [message.id for message in messages if message.has_files]
    if ids:
        session.scalars(_WITH_FILES, {"ids": ids}).all()


def find_next_due_at(
    session: Session, *, workspace_ids: Collection[int], now: datetime
) -> datetime | None:
    """Return when the next message falls due that is not due yet."""
    return session.scalar(_NEXT_DUE_AT, {"workspace_ids": list(workspace_ids), "now": now})


def list_closed_gates(
    session: Session, *, workspace_id: int, scopes: Collection[str], now: datetime
) -> dict[str, datetime]:
    """Return those of `scopes` in which nobody may call at `now`, and until when."""
    given = {"workspace_id": workspace_id, "scopes": list(scopes), "now": now}
    return {scope: until for scope, until in session.execute(_CLOSED_GATES, given)}


_here = OutboxMessage.workspace_id == bindparam("workspace_id")
_parent, _elder = aliased(OutboxMessage), aliased(OutboxMessage)
_parent_settled = or_(
    OutboxMessage.parent_id.is_(None), _parent.ts.is_not(None), _parent.state.in_(GIVEN_UP)
)
_elder_waits = exists().where(
    _elder.parent_id == OutboxMessage.parent_id,
    _elder.id < OutboxMessage.id,
    _elder.ts.is_(None),
    _elder.state.not_in(GIVEN_UP),
)

_newer = aliased(OutboxMessage)
OUTDATED = exists().where(
    _newer.workspace_id == OutboxMessage.workspace_id,
    _newer.collapse_key == OutboxMessage.collapse_key,
    _newer.id > OutboxMessage.id,
)
"""A newer message with the same collapse key has been written: one that was on its way just then,
and turns out not to have arrived, must not be posted after it."""

_CHANGES_DUE = (
    select(OutboxMessage)
    .options(joinedload(OutboxMessage.parent))
    .where(_here, *DUE, or_(OutboxMessage.ts.is_not(None), OutboxMessage.method != Method.POST))
    .order_by(OutboxMessage.due_at, OutboxMessage.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True, of=OutboxMessage)
)

_POSTS_DUE = (
    select(OutboxMessage)
    .outerjoin(OutboxMessage.parent.of_type(_parent))
    .options(contains_eager(OutboxMessage.parent.of_type(_parent)))
    .where(
        _here,
        *DUE,
        OutboxMessage.method == Method.POST,
        OutboxMessage.ts.is_(None),
        _parent_settled,
        ~_elder_waits,
        ~OUTDATED,
    )
    .order_by(OutboxMessage.due_at, OutboxMessage.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True, of=OutboxMessage)
)

_WITH_FILES = (
    select(OutboxMessage)
    .where(OutboxMessage.id.in_(bindparam("ids", expanding=True)))
    .options(selectinload(OutboxMessage.files))
)

_NEXT_DUE_AT = select(func.min(OutboxMessage.due_at)).where(
    OutboxMessage.workspace_id.in_(bindparam("workspace_ids", expanding=True)),
    one_of(OutboxMessage.state, *DUE_STATES),
    OutboxMessage.due_at > NOW,
)

_CLOSED_GATES = select(Gate.scope, Gate.closed_until).where(
    Gate.workspace_id == bindparam("workspace_id"),
    Gate.scope.in_(bindparam("scopes", expanding=True)),
    Gate.closed_until > NOW,
)
