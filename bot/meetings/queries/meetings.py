"""Meetings as they are needed to be changed, shown and prepared."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.errors import NotFound
from bot.meetings.models import Meeting, Occurrence
from bot.meetings.rules import Kind
from bot.teams.models import Team

GONE = "I can't find this meeting any more. Type `/align meetings` to see them."

WITH_TEAMS = (
    selectinload(Meeting.team).selectinload(Team.members),
    selectinload(Meeting.partner).selectinload(Team.members),
)
WITH_MEETING = (
    joinedload(Occurrence.meeting).selectinload(Meeting.team).selectinload(Team.members),
    joinedload(Occurrence.meeting).selectinload(Meeting.partner).selectinload(Team.members),
)


def get_meeting(
    session: Session, *, workspace_id: int, meeting_id: int, lock: bool = False
) -> Meeting:
    """Return a meeting with its teams, be it ended; raise NotFound if there is none.

    With `lock`, other transactions that lock it wait until this one has ended.
    """
    statement = _of(workspace_id).where(Meeting.id == meeting_id)
    if lock:
        statement = statement.with_for_update(of=Meeting)
    found: Meeting | None = session.scalars(
        statement.execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found


def find_by_view(session: Session, workspace_id: int, view_id: str) -> Meeting | None:
    """Return the meeting that was set up in a form."""
    found = session.scalars(_of(workspace_id).where(Meeting.view_id == view_id))
    return found.one_or_none()


def find_of_two(
    session: Session, workspace_id: int, team_ids: Collection[int], kind: Kind
) -> Meeting | None:
    """Return what two teams have of a kind, if it has not ended."""
    first, second = sorted(team_ids)
    return session.scalars(
        _of(workspace_id).where(
            Meeting.team_id == first,
            Meeting.partner_id == second,
            Meeting.kind == kind,
            Meeting.ended_at.is_(None),
        )
    ).one_or_none()


def list_of_teams(
    session: Session, workspace_id: int, team_ids: Collection[int]
) -> Sequence[Meeting]:
    """Return the meetings of these teams that have not ended, the next one first."""
    theirs = or_(Meeting.team_id.in_(team_ids), Meeting.partner_id.in_(team_ids))
    return session.scalars(
        _of(workspace_id)
        .where(Meeting.ended_at.is_(None), theirs)
        .order_by(Meeting.due_at, Meeting.id)
    ).all()


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Meeting]:
    """Return meetings whose agenda is due, locked; those of others are passed over."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.due_at <= now, Meeting.ended_at.is_(None))
        .order_by(Meeting.due_at, Meeting.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Meeting)
        .options(*WITH_TEAMS)
    ).all()


def _of(workspace_id: int) -> Select[Any]:
    return select(Meeting).where(Meeting.workspace_id == workspace_id).options(*WITH_TEAMS)
