"""`/align meetings`: the meetings of somebody's teams, and ending one."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.meetings import notices
from bot.meetings.blocks import form, lists
from bot.meetings.blocks.lists import Standing
from bot.meetings.models import Meeting, timing
from bot.meetings.operations import checking, setting_up
from bot.meetings.queries import meetings, occurrences, points
from bot.meetings.rules import END, PERMISSIONS, SET_UP
from bot.people import queries as people
from bot.permissions import ANY, may
from bot.slack.ids import read_id
from bot.slack.values import Click, Command, Json, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import Team, roles_in


def on_meetings(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the meetings of somebody's teams, with what they can do."""
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        theirs = _teams_of(session, teams, command)
        ids = [team.id for team in theirs or teams]
        found = meetings.list_of_teams(session, command.workspace_id, ids)
        standings = standings_of(session, found, user_id=command.user_id, now=clock())
        may_set_up = len(teams) > 1 and may(
            PERMISSIONS, SET_UP, ANY, roles_in(teams, command.user_id)
        )
        return Reply.text(
            *lists.listed(standings, may_set_up=may_set_up, is_all=bool(found) and not theirs)
        )


def on_ask_to_end(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask whether a meeting is to end."""
    with transaction() as session:
        meeting = checking.begin(
            session, click.workspace_id, id_of(click.value), END, by=click.user_id
        )
        return show(click, form.ending(meeting))


def on_end(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """End a meeting."""
    meeting_id, by, now = id_of(submission.metadata), submission.user_id, clock()
    with transaction() as session:
        meeting, ahead = setting_up.end(
            session, submission.workspace_id, meeting_id, by=by, now=now
        )
        if ahead is not None:
            notices.redraw(session, ahead, now=now)
        return Reply.replace(form.ended(meeting))


def standings_of(
    session: Session, found: Sequence[Meeting], *, user_id: str, now: datetime
) -> list[Standing]:
    """Return how meetings of one workspace stand, for somebody."""
    if not found:
        return []
    workspace_id, ids = found[0].workspace_id, [each.id for each in found]
    waiting = points.count_open_of(session, workspace_id, ids)
    ahead = occurrences.find_days_ahead(session, workspace_id, ids, now=now)
    return [
        Standing(
            each,
            *_days(each, ahead.get(each.id)),
            waiting.get(each.id, 0),
            _may_change(each, user_id),
        )
        for each in found
    ]


def next_days(meeting: Meeting) -> tuple[date, date]:
    """Return the next day of a meeting whose agenda has not come yet, and when that does."""
    next_on = timing.next_day(meeting, meeting.planned_until)
    return next_on, timing.local_day(meeting, timing.agenda_at(meeting, next_on))


def _days(meeting: Meeting, ahead: date | None) -> tuple[date, date | None]:
    return (ahead, None) if ahead else next_days(meeting)


def id_of(value: str) -> int:
    """Return the id that a button or a form was drawn with; raise NotFound for anything else."""
    return read_id(value, gone=meetings.GONE)


def show(click: Click, view: Json) -> Reply:
    """Show a view in place of the one that was clicked in; of a message, over it."""
    return Reply.update(view) if click.view_id else Reply.open(view)


def _teams_of(session: Session, teams: Sequence[Team], command: Command) -> list[Team]:
    """Return the teams that somebody has a part in, or is a member of."""
    sources = people.list_sources(session, command.workspace_id, command.user_id)
    return [
        team for team in teams if command.user_id in team.people or team.members_source in sources
    ]


def _may_change(meeting: Meeting, user_id: str) -> bool:
    return may(PERMISSIONS, SET_UP, ANY, meeting.roles_of(user_id))
