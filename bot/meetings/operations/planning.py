"""Preparing agendas: one for each day of a meeting, with the points that are not done."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.meetings.models import Meeting, Occurrence, timing
from bot.meetings.queries import occurrences as queries
from bot.meetings.queries import points
from bot.meetings.rules import Missed
from bot.meetings.rules.times import looks_back

AT_ONCE = 50
"""Days of one meeting that are written down in one transaction, after an outage of months."""


def plan(session: Session, meeting: Meeting, *, now: datetime) -> list[Occurrence]:
    """Return the days whose agenda comes now, with their points, and note when the next one does.

    A day whose meeting has begun has none any more: it is written down as missed. The meeting is
    locked.
    """
    due = list[Occurrence]()
    for _each in range(AT_ONCE):
        day = timing.next_day(meeting, meeting.planned_until)
        agenda_at = timing.agenda_at(meeting, day)
        if agenda_at > now:
            meeting.due_at = agenda_at
            return due
        due += _prepare(session, meeting, day, now)
        meeting.planned_until = day
    meeting.due_at = now
    return due


def follow_on(session: Session, occurrence: Occurrence) -> Occurrence | None:
    """Let an agenda that comes now have the points that are not done; return the one before it.

    That one says from now on how many went on, and takes no more.
    """
    meeting = occurrence.meeting
    before = queries.find_newest(session, meeting, before=occurrence.starts_at)
    waiting = points.list_open(session, meeting)
    if before is not None:
        before.carried = sum(each.occurrence_id == before.id for each in waiting)
    for point in waiting:
        point.occurrence_id = occurrence.id
        point.times_shown += 1
    session.flush()
    return before


def _prepare(session: Session, meeting: Meeting, day: date, now: datetime) -> list[Occurrence]:
    """Return a day, if it has its agenda now: not one that had it, unless it was moved away since.

    Clocks may be set back, and whoever moves a meeting may move it back.
    """
    found = queries.find_held_on(session, meeting, day)
    if found is not None and found.missed_because is not Missed.MOVED:
        return []
    occurrence = found or _new(session, meeting, day, now)
    occurrence.starts_at = timing.starts_at(meeting, day)
    why = _missed(occurrence, now)
    occurrence.missed_because, occurrence.missed_at = why, now if why else None
    occurrence.posted_at = occurrence.posted_at or (None if why else now)
    session.add(occurrence)
    session.flush()
    return [] if why else [occurrence]


def _new(session: Session, meeting: Meeting, day: date, now: datetime) -> Occurrence:
    last = queries.find_last_look(session, meeting)
    return Occurrence(
        workspace_id=meeting.workspace_id,
        meeting=meeting,
        held_on=day,
        channel_id=meeting.channel_id,
        since=last or now - looks_back(meeting.rhythm, meeting.every),
        parts=[],
    )


def _missed(occurrence: Occurrence, now: datetime) -> Missed | None:
    if any(team.closed_at is not None for team in occurrence.meeting.teams):
        return Missed.CLOSED
    return Missed.DOWN if occurrence.starts_at <= now else None
