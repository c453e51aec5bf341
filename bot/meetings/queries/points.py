"""The points of meetings: on an agenda, or waiting for the next."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.meetings.models import Meeting, Occurrence, Point


def get_point(session: Session, *, workspace_id: int, point_id: int) -> Point:
    """Return a point as it is now; raise NotFound if there is none."""
    found = session.scalars(
        select(Point)
        .where(Point.workspace_id == workspace_id, Point.id == point_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("I can't find this point any more. Please look for the newest agenda.")
    return found


def find_by_view(session: Session, workspace_id: int, view_id: str) -> Point | None:
    """Return the point that was added in a form."""
    return session.scalars(
        select(Point).where(Point.workspace_id == workspace_id, Point.view_id == view_id)
    ).one_or_none()


def list_on(session: Session, occurrence: Occurrence) -> Sequence[Point]:
    """Return the points of an agenda: the open ones first, in the order in which they came."""
    return session.scalars(
        select(Point)
        .where(Point.workspace_id == occurrence.workspace_id, Point.occurrence_id == occurrence.id)
        .order_by(Point.done_at.is_not(None), Point.id)
    ).all()


def list_open(session: Session, meeting: Meeting) -> Sequence[Point]:
    """Return the points of a meeting that nobody has ticked off, the oldest first."""
    return session.scalars(select(Point).where(*_open_of(meeting)).order_by(Point.id)).all()


def count_open(session: Session, meeting: Meeting) -> int:
    """Return how many points of a meeting nobody has ticked off."""
    return session.scalar(select(func.count(Point.id)).where(*_open_of(meeting))) or 0


def count_open_of(
    session: Session, workspace_id: int, meeting_ids: Collection[int]
) -> Mapping[int, int]:
    """Return how many points nobody has ticked off, by meeting; none of meetings without any."""
    counts = (
        select(Point.meeting_id, func.count(Point.id))
        .where(
            Point.workspace_id == workspace_id,
            Point.meeting_id.in_(meeting_ids),
            Point.done_at.is_(None),
        )
        .group_by(Point.meeting_id)
    )
    return {meeting_id: number for meeting_id, number in session.execute(counts)}


def _open_of(meeting: Meeting) -> tuple[ColumnElement[bool], ...]:
    return (
        Point.workspace_id == meeting.workspace_id,
        Point.meeting_id == meeting.id,
        Point.done_at.is_(None),
    )
