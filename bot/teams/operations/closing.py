"""Closing a team that is no more, and opening it again; nothing that is under way ends with it."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.installations.queries import lock_workspace
from bot.people import operations as people
from bot.teams import queries
from bot.teams.models import Team
from bot.teams.operations import changing
from bot.teams.rules import TEAMS_MAX, TEAMS_MIN


class LastTeams(Refused):
    """There must be somebody left to keep in step with."""

    def __init__(self, team: Team) -> None:
        super().__init__(
            f"{team.name} is one of your last {TEAMS_MIN} teams, and with fewer nobody could be "
            "asked. Set up the new one first, with `/align setup`."
        )


class Taken(Refused):
    """Another team has the name or the channel of one that is to be opened again."""

    def __init__(self, other: Team) -> None:
        super().__init__(
            f"Your team {other.name} has this team's name or channel now. Give it another one "
            "first, then open this one again."
        )


class TooMany(Refused):
    """There are as many open teams as the forms can name."""

    def __init__(self) -> None:
        super().__init__(
            f"I can keep {TEAMS_MAX} teams in step, and you have them. Close another one first."
        )


def close(session: Session, *, workspace_id: int, team_id: int, by: str, now: datetime) -> Team:
    """Let nobody ask the team any more, and return it; what is open goes on with others.

    One that is closed already stays as it is. Raises NotFound, NotResponsible and LastTeams.
    """
    # Two people who close two teams at once must not leave one.
    lock_workspace(session, workspace_id)
    team = changing.get_changeable(session, workspace_id=workspace_id, team_id=team_id, by=by)
    if team.closed_at is not None:
        return team
    teams = queries.list_teams(session, workspace_id)
    if len(teams) <= TEAMS_MIN:
        raise LastTeams(team)
    _mark(session, team, closed_at=now, by=by, now=now)
    if team.members_source not in {each.members_source for each in teams if each is not team}:
        people.unfollow(session, workspace_id, team.members_source)
    return team


def reopen(session: Session, *, workspace_id: int, team_id: int, by: str, now: datetime) -> Team:
    """Let the team be asked again, and return it; one that is open stays as it is.

    Raises NotFound, NotResponsible, TooMany, and Taken if another team has its name or channel now.
    """
    lock_workspace(session, workspace_id)
    team = changing.get_changeable(session, workspace_id=workspace_id, team_id=team_id, by=by)
    if team.closed_at is not None:
        teams = queries.list_teams(session, workspace_id)
        for other in teams:
            if other.channel_id == team.channel_id or other.name.casefold() == team.name.casefold():
                raise Taken(other)
        if len(teams) >= TEAMS_MAX:
            raise TooMany
        _mark(session, team, closed_at=None, by=by, now=now)
        people.follow(session, workspace_id, team.members_source, now=now)
    return team


def _mark(
    session: Session, team: Team, *, closed_at: datetime | None, by: str, now: datetime
) -> None:
    before = team.closed_at
    team.version += 1
    team.closed_at, team.closed_by = closed_at, by if closed_at else None
    team.handed_on_at = None
    change = changing.recorded(
        team,
        "closed_at",
        before.isoformat() if before else None,
        closed_at.isoformat() if closed_at else None,
        by=by,
        now=now,
    )
    session.add(change)
    session.flush()
