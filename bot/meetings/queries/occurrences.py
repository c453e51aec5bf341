"""The days of a meeting that have an agenda, or a reason why not."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from bot.meetings.models import Meeting, Occurrence
from bot.meetings.queries.meetings import WITH_MEETING
from bot.meetings.rules import Missed


def find_held_on(session: Session, meeting: Meeting, day: date) -> Occurrence | None:
    """Return what there is of a meeting's day."""
    return session.scalars(
        select(Occurrence).where(*_of(meeting), Occurrence.held_on == day).options(*WITH_MEETING)
    ).one_or_none()


def get_occurrence(session: Session, *, workspace_id: int, occurrence_id: int) -> Occurrence:
    """Return a day of a meeting that is there."""
    return session.scalars(
        select(Occurrence)
        .where(Occurrence.workspace_id == workspace_id, Occurrence.id == occurrence_id)
        .options(*WITH_MEETING)
    ).one()


def find_newest(
    session: Session, meeting: Meeting, *, before: datetime | None = None
) -> Occurrence | None:
    """Return the day whose agenda people use: the newest that was posted, and was not moved.

    With `before`, the newest that begins before that.
    """
    earlier = [Occurrence.starts_at < before] if before else []
    return session.scalars(
        select(Occurrence)
        .where(
            *_of(meeting),
            *earlier,
            Occurrence.posted_at.is_not(None),
            Occurrence.missed_because.is_(None),
            Occurrence.carried.is_(None),
        )
        .order_by(Occurrence.starts_at.desc())
        .limit(1)
        .options(*WITH_MEETING)
    ).one_or_none()


def find_days_ahead(
    session: Session, workspace_id: int, meeting_ids: Collection[int], *, now: datetime
) -> Mapping[int, date]:
    """Return the days that are ahead and whose agendas are posted, by meeting."""
    ahead = select(Occurrence.meeting_id, Occurrence.held_on).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.meeting_id.in_(meeting_ids),
        Occurrence.posted_at.is_not(None),
        Occurrence.missed_because.is_(None),
        Occurrence.starts_at > now,
    )
    return {meeting_id: held_on for meeting_id, held_on in session.execute(ahead)}


def find_last_look(session: Session, meeting: Meeting) -> datetime | None:
    """Return until when the agendas of a meeting that took place have looked."""
    return session.scalar(
        select(Occurrence.gathered_at)
        .where(
            *_of(meeting),
            Occurrence.gathered_at.is_not(None),
            Occurrence.missed_because.is_(None),
        )
        .order_by(Occurrence.gathered_at.desc())
        .limit(1)
    )


def was_held_between(session: Session, meeting: Meeting, first: date, last: date) -> bool:
    """Return whether a meeting has taken place from the first day until the last, or was missed."""
    held = exists().where(
        *_of(meeting),
        Occurrence.held_on.between(first, last),
        Occurrence.missed_because.is_distinct_from(Missed.MOVED),
    )
    return bool(session.scalar(select(held)))


def _of(meeting: Meeting) -> tuple[ColumnElement[bool], ...]:
    return Occurrence.workspace_id == meeting.workspace_id, Occurrence.meeting_id == meeting.id
