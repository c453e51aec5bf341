"""The lanes in which something is to be done."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from bot.outbox.models import Lane, OutboxMessage
from bot.outbox.queries.due import DUE


def lock_lanes_with_work(
    session: Session, *, workspace_ids: Collection[int], now: datetime, limit: int
) -> Sequence[Lane]:
    """Return open lanes in which something is due, the longest unserved first, locked.

    A lane that another process has locked is passed over: that process serves it.
    """
    given = {"workspace_ids": list(workspace_ids), "now": now, "at_most": limit}
    return session.scalars(_LANES_WITH_WORK, given).all()


def get_lane(session: Session, workspace_id: int) -> Lane:
    """Return a workspace's lane, locked; raise NoResultFound if it has none."""
    return session.scalars(
        select(Lane).where(Lane.workspace_id == workspace_id).with_for_update()
    ).one()


def list_probes_due(
    session: Session, *, workspace_ids: Collection[int], now: datetime
) -> Sequence[Lane]:
    """Return stopped lanes whose turn it is to be probed, locked."""
    return session.scalars(
        select(Lane)
        .where(Lane.workspace_id.in_(workspace_ids), Lane.probe_at <= now)
        .with_for_update(skip_locked=True)
    ).all()


_LANES_WITH_WORK = (
    select(Lane)
    .where(
        Lane.workspace_id.in_(bindparam("workspace_ids", expanding=True)),
        Lane.stopped_at.is_(None),
        exists().where(OutboxMessage.workspace_id == Lane.workspace_id, *DUE),
    )
    .order_by(Lane.served_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
