"""Questions about what waits to be told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from bot.nudges.models import QueuedNudge

WAITING = (QueuedNudge.delivered_at.is_(None), QueuedNudge.dropped_at.is_(None))


def lock_waiting(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> dict[str, list[QueuedNudge]]:
    """Return what waits for each of `user_ids` and is not too old, oldest first, locked.

    What somebody is just withdrawing is passed over.
    """
    rows = session.scalars(
        select(QueuedNudge)
        .where(_waits_for(workspace_id, user_ids, now))
        .order_by(QueuedNudge.id)
        .with_for_update(skip_locked=True)
    )
    waiting: dict[str, list[QueuedNudge]] = {user_id: [] for user_id in user_ids}
    for row in rows:
        waiting[row.user_id].append(row)
    return waiting


def list_awaited(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> Collection[str]:
    """Return those of `user_ids` for whom something waits, even if it is being withdrawn."""
    awaited = select(QueuedNudge.user_id).where(_waits_for(workspace_id, user_ids, now))
    return set(session.scalars(awaited))


def find_told(session: Session, workspace_id: int, subjects: Collection[str]) -> set[str]:
    """Return those of `subjects` about which a message has told somebody already."""
    told = select(QueuedNudge.about).where(
        QueuedNudge.workspace_id == workspace_id,
        QueuedNudge.about.in_(subjects),
        QueuedNudge.delivered_at.is_not(None),
    )
    return {each for each in session.scalars(told) if each}


def _waits_for(workspace_id: int, user_ids: Collection[str], now: datetime) -> ColumnElement[bool]:
    return and_(
        QueuedNudge.workspace_id == workspace_id,
        QueuedNudge.user_id.in_(user_ids),
        QueuedNudge.expires_at > now,
        *WAITING,
    )
