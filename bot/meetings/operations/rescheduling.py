"""Which day of a meeting comes next, when it is set up, and when what was chosen changes."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.meetings.models import Meeting, Occurrence, timing
from bot.meetings.queries import occurrences as queries
from bot.meetings.queries import points
from bot.meetings.rules import Missed
from bot.meetings.rules.times import is_ahead
from bot.worktime.rules import timetable
from bot.worktime.rules.periods import Timing, period_of

_A_DAY = timedelta(days=1)


def begin(meeting: Meeting, *, now: datetime) -> None:
    """Let a meeting take place from the next time on at which it is its day and hour."""
    over = _passed(meeting, now)
    meeting.anchor = over
    _count_weeks_from(meeting, over)
    _plan_from(meeting, over)


def find_ahead(session: Session, meeting: Meeting, *, now: datetime) -> Occurrence | None:
    """Return the day that is ahead and whose agenda was posted."""
    newest = queries.find_newest(session, meeting)
    return newest if newest and is_ahead(newest.starts_at, now) else None


def reschedule(
    session: Session, meeting: Meeting, before: Timing, *, now: datetime
) -> Occurrence | None:
    """Let a meeting take place as it says now; return the agenda of a day ahead.

    If the day stays, its agenda says the new time; else it says that the meeting was moved, and its
    points wait for the next. Of a week, or a month, that has had its meeting no other comes.
    """
    ahead = find_ahead(session, meeting, now=now)
    if meeting.timing == before:
        return ahead
    if ahead is not None and meeting.every != before.every:
        meeting.anchor = ahead.held_on
    if ahead is not None and _still_on(meeting, ahead.held_on, now):
        ahead.starts_at = timing.starts_at(meeting, ahead.held_on)
        _plan_from(meeting, ahead.held_on)
        return ahead
    if ahead is not None:
        _take_back(session, ahead, now)
    passed = _passed(meeting, now)
    first, last = period_of(
        timing.local_day(meeting, now),
        meeting.rhythm,
        every=meeting.every,
        anchor=meeting.anchor,
    )
    had = queries.was_held_between(session, meeting, first, last)
    over = max(passed, last) if had else passed
    if meeting.every != before.every:
        _count_weeks_from(meeting, over)
    _plan_from(meeting, over)
    return ahead


def _count_weeks_from(meeting: Meeting, over: date) -> None:
    """Let the first of its days after `over` be in a week that counts."""
    meeting.anchor = timetable.next_day(replace(meeting.timing, every=1), over)


def _plan_from(meeting: Meeting, over: date) -> None:
    meeting.planned_until = over
    meeting.due_at = timing.agenda_at(meeting, timing.next_day(meeting, over))


def _passed(meeting: Meeting, now: datetime) -> date:
    """Return the last day whose meeting would have begun by now."""
    today = timing.local_day(meeting, now)
    return today if timing.starts_at(meeting, today) <= now else today - _A_DAY


def _still_on(meeting: Meeting, day: date, now: datetime) -> bool:
    is_on = timing.next_day(meeting, day - _A_DAY) == day
    return is_on and is_ahead(timing.starts_at(meeting, day), now)


def _take_back(session: Session, ahead: Occurrence, now: datetime) -> None:
    ahead.missed_because, ahead.missed_at = Missed.MOVED, now
    for point in points.list_open(session, ahead.meeting):
        if point.occurrence_id == ahead.id:
            point.occurrence_id = None
            point.times_shown -= 1
    session.flush()
