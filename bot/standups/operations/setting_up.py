"""Setting a stand-up up, changing it, and ending it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.hours import queries as hours
from bot.people.operations import follow
from bot.permissions import ANY, may
from bot.standups.models import Standup, StandupTeam
from bot.standups.operations import checking, planning, rescheduling
from bot.standups.queries import standups as queries
from bot.standups.rules import END, PERMISSIONS, SET_UP, Audience, questions
from bot.standups.rules import settings as rules
from bot.standups.rules.questions import DEFAULT
from bot.standups.rules.settings import Settings
from bot.teams.models import Team, roles_in
from bot.worktime.rules import timetable, zones

_A_DAY = timedelta(days=1)


def set_up(
    session: Session,
    workspace_id: int,
    settings: Settings,
    teams: Sequence[Team],
    *,
    view_id: str,
    by: str,
    now: datetime,
) -> Standup:
    """Set a stand-up up, with the four questions that one begins with; a form makes one.

    `teams` are those of the workspace. It asks from the next time on at which it is its hour: where
    `by` is, or for all. Raises InvalidInput, NotAllowed.
    """
    if already := queries.find_by_view(session, workspace_id, view_id):
        return already
    chosen = _check(settings, teams, by)
    today = _local(session, workspace_id, by, now)
    if settings.zone is not None:
        today = now.astimezone(zones.zone_named(settings.zone))
    is_over = today.time() >= settings.at
    standup = Standup(
        workspace_id=workspace_id,
        view_id=view_id,
        asked=questions.dump(DEFAULT),
        anchor=today.date(),
        planned_until=today.date() if is_over else today.date() - _A_DAY,
        version=1,
        created_by=by,
        created_at=now,
        links=[StandupTeam(workspace_id=workspace_id, team=team) for team in chosen],
    )
    _put(standup, settings, now)
    _reschedule(standup, now)
    session.add(standup)
    session.flush()
    _follow(session, standup, now)
    return standup


def change(
    session: Session,
    workspace_id: int,
    standup_id: int,
    settings: Settings,
    teams: Sequence[Team],
    *,
    version: int,
    by: str,
    now: datetime,
) -> Standup:
    """Change a stand-up that was shown as of `version`; what has begun goes on as it was.

    No day is asked again that has been, and none of a week, or a month, that has had as many as
    there are in it now. Raises InvalidInput, NotAllowed, ChangedMeanwhile, NotFound.
    """
    standup = checking.begin(session, workspace_id, standup_id, SET_UP, by=by)
    if standup.version != version:
        raise checking.ChangedMeanwhile(standup)
    chosen = _check(settings, teams, by)
    before, today = standup.timing, _local(session, workspace_id, by, now).date()
    by_id = {link.team_id: link for link in standup.links}
    standup.links = [
        by_id.get(team.id) or StandupTeam(workspace_id=workspace_id, team=team) for team in chosen
    ]
    if settings.every != standup.every:
        standup.anchor = today
    _put(standup, settings, now)
    if standup.timing != before:
        rescheduling.take_back(session, standup)
        standup.planned_until = rescheduling.planned_until(session, standup, today)
    _follow(session, standup, now)
    _reschedule(standup, now)
    rescheduling.ask_anew(session, standup)
    standup.version += 1
    session.flush()
    return standup


def end(session: Session, workspace_id: int, standup_id: int, *, by: str, now: datetime) -> Standup:
    """Begin no round any more; one that has asked somebody goes on, and is summed up."""
    standup = checking.begin(session, workspace_id, standup_id, END, by=by)
    rescheduling.take_back(session, standup)
    standup.ended_at, standup.ended_by = now, by
    return standup


def settings_of(standup: Standup) -> Settings:
    """Return what was chosen for a stand-up, as its form has it."""
    return Settings(
        name=standup.name,
        team_ids=tuple(link.team_id for link in standup.links),
        audience=standup.audience,
        source_id=standup.source_id,
        people=tuple(standup.people),
        rhythm=standup.rhythm,
        every=standup.every,
        days=tuple(standup.days),
        day=standup.day,
        nth=standup.nth,
        at=standup.at,
        zone=standup.zone,
        open_hours=standup.open_hours,
        channel_ids=tuple(standup.channel_ids),
        has_mood=standup.mood_at is not None,
    )


def _check(settings: Settings, teams: Sequence[Team], by: str) -> list[Team]:
    """Return the teams whose stand-up it is, if `by` may set one up for them."""
    rules.check(settings)
    chosen = [team for team in teams if team.id in settings.team_ids]
    if len(chosen) < len(settings.team_ids):
        raise InvalidInput("teams", "A team was closed meanwhile. Please choose again.")
    if not may(PERMISSIONS, SET_UP, ANY, roles_in(chosen, by)):
        raise checking.NotAllowed(
            "Only the leads and sponsors of these teams set up their stand-up."
        )
    return chosen


def _put(standup: Standup, settings: Settings, now: datetime) -> None:
    has_source = settings.audience in {Audience.CHANNEL, Audience.GROUP}
    values: dict[str, Any] = {
        "name": settings.name,
        "audience": settings.audience,
        "source_id": settings.source_id if has_source else None,
        "people": list(settings.people if settings.audience is Audience.PEOPLE else ()),
        "rhythm": settings.rhythm,
        "every": settings.every,
        "days": sorted(settings.days),
        "day": settings.day,
        "nth": settings.nth,
        "at": settings.at,
        "zone": settings.zone,
        "open_hours": settings.open_hours,
        "channel_ids": list(settings.channel_ids),
        "mood_at": (standup.mood_at or now) if settings.has_mood else None,
    }
    for name, value in values.items():
        setattr(standup, name, value)


def _local(session: Session, workspace_id: int, user_id: str, now: datetime) -> datetime:
    return hours.get_schedule(session, workspace_id, user_id, now=now).local(now)


def _follow(session: Session, standup: Standup, now: datetime) -> None:
    if standup.source_id is not None:
        follow(session, standup.workspace_id, standup.source_id, now=now)


def _reschedule(standup: Standup, now: datetime) -> None:
    day = timetable.next_day(standup.timing, standup.planned_until)
    standup.due_at = max(now, planning.begins(standup.timing, day))
