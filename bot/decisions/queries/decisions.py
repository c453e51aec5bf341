"""Questions about decisions."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.decisions.models import Decision

_WHOLE = (selectinload(Decision.team), selectinload(Decision.initiative))


def find_by_source(session: Session, workspace_id: int, source: str) -> Decision | None:
    """Return the decision that came from this."""
    return session.scalars(
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.source == source)
        .options(*_WHOLE)
    ).one_or_none()


def find_by_number(session: Session, workspace_id: int, number: int) -> Decision | None:
    """Return the decision that people call by this number."""
    return session.scalars(
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.number == number)
        .options(*_WHOLE)
    ).one_or_none()


def list_newest(
    session: Session, workspace_id: int, team_ids: Collection[int], limit: int
) -> Sequence[Decision]:
    """Return the newest decisions of these teams, at most `limit`."""
    return session.scalars(
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.team_id.in_(team_ids))
        .order_by(Decision.id.desc())
        .limit(limit)
        .options(*_WHOLE)
    ).all()
