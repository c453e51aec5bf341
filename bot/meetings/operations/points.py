"""The points of a meeting: adding one, ticking it off, and taking that back."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import InvalidInput, Refused
from bot.meetings.models import Occurrence, Point
from bot.meetings.operations import checking
from bot.meetings.queries import meetings, occurrences
from bot.meetings.queries import points as queries
from bot.meetings.rules import (
    ADD_POINT,
    OPEN_MAX,
    PERMISSIONS,
    POINT_MAX,
    TICK,
    UNTICK,
    PointState,
)
from bot.meetings.rules.times import takes_points
from bot.permissions import may


def add(
    session: Session,
    workspace_id: int,
    meeting_id: int,
    words: str,
    *,
    view_id: str,
    by: str,
    now: datetime,
) -> Point:
    """Add a point to the agenda that is there, until its meeting is over, or to the next.

    A form adds one. Raises InvalidInput, Refused, NotFound.
    """
    meeting = checking.begin(session, workspace_id, meeting_id, ADD_POINT, by=by)
    if already := queries.find_by_view(session, workspace_id, view_id):
        return already
    if not words or len(words) > POINT_MAX:
        raise InvalidInput("point", f"Please say it in at most {POINT_MAX} characters.")
    if queries.count_open(session, meeting) >= OPEN_MAX:
        raise InvalidInput(
            "point", f"{OPEN_MAX} points are not done yet. Please tick some off first."
        )
    newest = occurrences.find_newest(session, meeting)
    here = newest if newest and takes_points(newest.starts_at, now) else None
    point = Point(
        workspace_id=workspace_id,
        meeting_id=meeting.id,
        view_id=view_id,
        words=words,
        occurrence_id=here.id if here else None,
        times_shown=1 if here else 0,
        added_by=by,
        added_at=now,
    )
    session.add(point)
    session.flush()
    return point


def tick(session: Session, workspace_id: int, point_id: int, *, by: str, now: datetime) -> Point:
    """Note that a point is done. Raises Refused if it was, NotFound."""
    point = _lock(session, workspace_id, point_id)
    _check(session, point, TICK, by=by)
    point.done_by, point.done_at = by, now
    session.flush()
    return point


def untick(session: Session, workspace_id: int, point_id: int, *, by: str) -> Point:
    """Note that a point is not done after all; only while its agenda is the newest.

    Raises Refused, NotFound.
    """
    point = _lock(session, workspace_id, point_id)
    _check(session, point, UNTICK, by=by)
    if not agenda_of(session, point).is_newest:
        raise Refused("There is a newer agenda by now. Please add it there as a new point.")
    point.done_by = point.done_at = None
    session.flush()
    return point


def agenda_of(session: Session, point: Point) -> Occurrence:
    """Return the agenda that a point is on; it is on one."""
    if point.occurrence_id is None:
        raise Refused("It is on no agenda yet: it comes on the next.")
    return occurrences.get_occurrence(
        session, workspace_id=point.workspace_id, occurrence_id=point.occurrence_id
    )


def _lock(session: Session, workspace_id: int, point_id: int) -> Point:
    """Return a point as it is while its meeting is locked: an agenda may be taking it along."""
    point = queries.get_point(session, workspace_id=workspace_id, point_id=point_id)
    meetings.get_meeting(session, workspace_id=workspace_id, meeting_id=point.meeting_id, lock=True)
    return queries.get_point(session, workspace_id=workspace_id, point_id=point_id)


def _check(session: Session, point: Point, action: str, *, by: str) -> None:
    meeting = meetings.get_meeting(
        session, workspace_id=point.workspace_id, meeting_id=point.meeting_id
    )
    if not may(PERMISSIONS, action, point.state, meeting.roles_of(by)):
        is_done = point.state is PointState.DONE
        raise Refused(f"Nothing changed: this point is {'done' if is_done else 'open'} already.")
