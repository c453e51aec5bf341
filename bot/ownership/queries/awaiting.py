"""Which entries wait for somebody: to be confirmed, or to have somebody named."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.ownership.models import Entry
from bot.ownership.queries.entries import OWNED, WITH_PEOPLE


def list_to_confirm(
    session: Session, workspace_id: int, user_id: str, limit: int
) -> Sequence[Entry]:
    """Return what somebody was asked to confirm and has not yet, the longest asked first."""
    return session.scalars(
        select(Entry)
        .where(*_to_confirm(workspace_id, user_id))
        .options(*WITH_PEOPLE)
        .order_by(Entry.asked_at, Entry.id)
        .limit(limit)
    ).all()


def count_to_confirm(session: Session, workspace_id: int, user_id: str) -> int:
    """Return how many `list_to_confirm` would return without a limit."""
    return _count(session, _to_confirm(workspace_id, user_id))


def list_vacant(
    session: Session, workspace_id: int, team_ids: Collection[int], limit: int
) -> Sequence[Entry]:
    """Return what nobody in these teams answers for any more, the longest first."""
    return session.scalars(
        select(Entry)
        .where(*_vacant(workspace_id, team_ids))
        .options(*WITH_PEOPLE)
        .order_by(Entry.vacant_at, Entry.id)
        .limit(limit)
    ).all()


def count_vacant(session: Session, workspace_id: int, team_ids: Collection[int]) -> int:
    """Return how many `list_vacant` would return without a limit."""
    return _count(session, _vacant(workspace_id, team_ids))


def _to_confirm(workspace_id: int, user_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Entry.workspace_id == workspace_id,
        Entry.accountable == user_id,
        Entry.asked_at.is_not(None),
        Entry.vacant_at.is_(None),
        *OWNED,
    )


def _vacant(workspace_id: int, team_ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        Entry.workspace_id == workspace_id,
        Entry.team_id.in_(team_ids),
        Entry.vacant_at.is_not(None),
        *OWNED,
    )


def _count(session: Session, which: tuple[ColumnElement[bool], ...]) -> int:
    return session.scalar(select(func.count()).select_from(Entry).where(*which)) or 0
