"""Setting a meeting up, changing it, and ending it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.hours import queries as hours
from bot.meetings.models import Meeting, Occurrence
from bot.meetings.operations import checking, rescheduling
from bot.meetings.queries import meetings as queries
from bot.meetings.rules import END, PERMISSIONS, SET_UP, Missed
from bot.meetings.rules import settings as rules
from bot.meetings.rules.settings import Settings
from bot.permissions import ANY, may
from bot.teams.models import Team, roles_in


def set_up(
    session: Session,
    workspace_id: int,
    settings: Settings,
    teams: Sequence[Team],
    *,
    view_id: str,
    by: str,
    now: datetime,
) -> Meeting:
    """Set a meeting of two of the workspace's `teams` up; a form makes one.

    Raises InvalidInput, NotAllowed.
    """
    chosen = _check(session, settings, teams, by=by)
    if already := queries.find_by_view(session, workspace_id, view_id):
        return already
    _refuse_a_second(session, workspace_id, settings)
    meeting = Meeting(
        workspace_id=workspace_id, view_id=view_id, version=1, created_by=by, created_at=now
    )
    _put(session, meeting, settings, chosen, by=by, now=now)
    rescheduling.begin(meeting, now=now)
    session.add(meeting)
    session.flush()
    return meeting


def change(
    session: Session,
    workspace_id: int,
    meeting_id: int,
    settings: Settings,
    teams: Sequence[Team],
    *,
    version: int,
    by: str,
    now: datetime,
) -> tuple[Meeting, Occurrence | None]:
    """Change a meeting that was shown as of `version`; return the agenda that says so, too.

    That is one which has been posted for a day that is ahead. Raises InvalidInput, NotAllowed,
    ChangedMeanwhile, NotFound.
    """
    meeting = checking.begin(session, workspace_id, meeting_id, SET_UP, by=by)
    if meeting.version != version:
        raise checking.ChangedMeanwhile(meeting)
    chosen = _check(session, settings, teams, by=by)
    _refuse_a_second(session, workspace_id, settings, but=meeting)
    before, zone_before = meeting.timing, meeting.zone
    country = meeting.country
    _put(session, meeting, settings, chosen, by=by, now=now)
    if meeting.zone == zone_before:
        meeting.country = country
    told = rescheduling.reschedule(session, meeting, before, now=now)
    meeting.version += 1
    session.flush()
    return meeting, told


def end(
    session: Session, workspace_id: int, meeting_id: int, *, by: str, now: datetime
) -> tuple[Meeting, Occurrence | None]:
    """Post no agenda any more; return one that has been posted for a day that is ahead."""
    meeting = checking.begin(session, workspace_id, meeting_id, END, by=by)
    meeting.ended_at, meeting.ended_by = now, by
    ahead = rescheduling.find_ahead(session, meeting, now=now)
    if ahead is not None:
        ahead.missed_because, ahead.missed_at = Missed.ENDED, now
    session.flush()
    return meeting, ahead


def settings_of(meeting: Meeting) -> Settings:
    """Return what was chosen for a meeting, as its form has it."""
    return Settings(
        kind=meeting.kind,
        team_id=meeting.team_id,
        partner_id=meeting.partner_id,
        rhythm=meeting.rhythm,
        every=meeting.every,
        weekday=meeting.weekday,
        nth=meeting.nth,
        at=meeting.at,
        zone=meeting.zone,
        channel_id=meeting.channel_id,
    )


def _check(
    session: Session, settings: Settings, teams: Sequence[Team], *, by: str
) -> Sequence[Team]:
    """Return the two teams, in order, if `by` may set a meeting of them up.

    Of two who do so at once, the second waits here, and sees what the first has done.
    """
    rules.check(settings)
    chosen = sorted(
        (team for team in teams if team.id in settings.team_ids), key=lambda team: team.id
    )
    if len(chosen) < len(settings.team_ids):
        raise InvalidInput("team", "A team was closed meanwhile. Please choose again.")
    if not hours.is_zone(settings.zone):
        raise InvalidInput("zone", "I don't know this clock. Please choose another one.")
    if not may(PERMISSIONS, SET_UP, ANY, roles_in(chosen, by)):
        raise checking.NotAllowed("Only the leads and sponsors of these two set their meetings up.")
    session.execute(select(Team.id).where(Team.id == chosen[0].id).with_for_update())
    return chosen


def _refuse_a_second(
    session: Session, workspace_id: int, settings: Settings, *, but: Meeting | None = None
) -> None:
    there = queries.find_of_two(session, workspace_id, settings.team_ids, settings.kind)
    if there is not None and there is not but:
        raise InvalidInput(
            "kind", "These two have one already. Please change that: `/align meetings`."
        )


def _put(
    session: Session,
    meeting: Meeting,
    settings: Settings,
    chosen: Sequence[Team],
    *,
    by: str,
    now: datetime,
) -> None:
    meeting.team, meeting.partner = chosen
    meeting.team_id, meeting.partner_id = chosen[0].id, chosen[1].id
    values: dict[str, Any] = {
        name: getattr(settings, name)
        for name in ("kind", "rhythm", "every", "weekday", "nth", "at", "zone", "channel_id")
    }
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.country = _country(session, meeting, by=by, now=now)


def _country(session: Session, meeting: Meeting, *, by: str, now: datetime) -> str | None:
    """Return whose holidays count by a meeting's clock: of whoever is there, or the company."""
    own = hours.get_schedule(session, meeting.workspace_id, by, now=now)
    company = hours.find_company_hours(session, meeting.workspace_id)
    if own.zone == meeting.zone and own.country:
        return own.country
    return company.country if company and company.zone == meeting.zone else None
