"""Stand-ups as they are needed to be changed, shown and run."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.errors import NotFound
from bot.standups.models import Round, Standup, StandupTeam
from bot.teams.models import Team

WITH_TEAMS = (selectinload(Standup.links).joinedload(StandupTeam.team).selectinload(Team.members),)
WITH_STANDUP = (
    joinedload(Round.standup)
    .selectinload(Standup.links)
    .joinedload(StandupTeam.team)
    .selectinload(Team.members),
)


def get_standup(
    session: Session, *, workspace_id: int, standup_id: int, lock: bool = False
) -> Standup:
    """Return a stand-up with its teams, be it ended; raise NotFound if there is none.

    With `lock`, other transactions that lock it wait until this one has ended.
    """
    statement = select(Standup).where(
        Standup.workspace_id == workspace_id, Standup.id == standup_id
    )
    if lock:
        statement = statement.with_for_update(of=Standup)
    found = session.scalars(
        statement.options(*WITH_TEAMS).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("I can't find this stand-up any more. Type `/standup list` to see them.")
    return found


def find_by_view(session: Session, workspace_id: int, view_id: str) -> Standup | None:
    """Return the stand-up that was set up in a form."""
    return session.scalars(
        select(Standup)
        .where(Standup.workspace_id == workspace_id, Standup.view_id == view_id)
        .options(*WITH_TEAMS)
    ).one_or_none()


def list_standups(session: Session, workspace_id: int, *, limit: int) -> Sequence[Standup]:
    """Return the stand-ups that have not ended, in the order in which they were set up."""
    return session.scalars(
        select(Standup)
        .where(Standup.workspace_id == workspace_id, Standup.ended_at.is_(None))
        .order_by(Standup.id)
        .limit(limit)
        .options(*WITH_TEAMS)
    ).all()


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Standup]:
    """Return stand-ups with a round to prepare, locked; those of others are passed over."""
    return session.scalars(
        select(Standup)
        .where(Standup.due_at <= now, Standup.ended_at.is_(None))
        .order_by(Standup.due_at, Standup.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Standup)
        .options(*WITH_TEAMS)
    ).all()
