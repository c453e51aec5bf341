"""A meeting of Marketing and IT, its agenda, and what can be tried on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.meetings import notices
from bot.meetings.blocks import agenda, form, lists, points
from bot.meetings.blocks.form import Shown
from bot.meetings.models import Meeting
from bot.meetings.operations import planning, setting_up
from bot.meetings.operations import points as operations
from bot.meetings.rules import PointState
from bot.meetings.rules.settings import Settings
from bot.worktime.rules.periods import Rhythm
from sandbox.model import Json
from tests.permitted.stage import ANA, IVAN, Stage

Clicks = Sequence[tuple[str, str]]
Forms = Sequence[tuple[Json, Mapping[str, Any]]]


def build(stage: Stage, session: Session) -> Meeting:
    """Return a meeting of both teams tomorrow, whose agenda is posted."""
    marketing, it = stage.teams(session)
    chosen = Settings(
        team_id=marketing.id,
        partner_id=it.id,
        rhythm=Rhythm.WEEKLY,
        weekday=(stage.clock().weekday() + 1) % 7,
        channel_id=it.channel_id,
    )
    meeting = setting_up.set_up(
        session,
        stage.workspace_id,
        chosen,
        stage.teams(session),
        view_id="V0MEETING",
        by=IVAN,
        now=stage.clock(),
    )
    for occurrence in planning.plan(session, meeting, now=stage.clock()):
        notices.post(session, occurrence, now=stage.clock())
    return meeting


def sets_up(stage: Stage, session: Session) -> tuple[Clicks, Forms]:
    """Return what sets one up, of two teams that have a call only, or changes that call."""
    meeting = build(stage, session)
    chosen, teams = setting_up.settings_of(meeting), stage.teams(session)
    other = form.form(chosen, teams, Shown(chosen))
    return (
        [(lists.SET_UP, "new"), (lists.CHANGE, str(meeting.id))],
        [
            (other, {"What do they meet for?": "Call"}),
            (form.form(chosen, teams, Shown(chosen, meeting.id, 1)), {}),
        ],
    )


def ends(stage: Stage, session: Session) -> tuple[Clicks, Forms]:
    """Return what ends it."""
    meeting = build(stage, session)
    return [(form.END, str(meeting.id))], [(form.ending(meeting), {})]


def adds(stage: Stage, session: Session) -> tuple[Clicks, Forms]:
    """Return what adds a point."""
    meeting = build(stage, session)
    return [(agenda.ADD_POINT, str(meeting.id))], [(points.form(meeting), {"point": "The export"})]


def ticks(stage: Stage, session: Session, action_id: str, state: str) -> Clicks:
    """Return what ticks a point off that is in a state, or takes that back."""
    meeting = build(stage, session)
    here = {"session": session, "workspace_id": stage.workspace_id}
    now = stage.clock()
    added = operations.add(
        meeting_id=meeting.id, words="The export", view_id="V0POINT", by=ANA, now=now, **here
    )
    if state == PointState.DONE:
        operations.tick(point_id=added.id, by=ANA, now=now, **here)
    return [(action_id, str(added.id))]
