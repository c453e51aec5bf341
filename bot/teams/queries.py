"""Questions about teams."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from bot.teams.models import Team

_TEAMS = (
    select(Team)
    .where(Team.workspace_id == bindparam("workspace_id"))
    .options(joinedload(Team.members))
    .order_by(Team.id)
)


def list_teams(session: Session, workspace_id: int) -> Sequence[Team]:
    """Return the workspace's teams with their people, in the order in which they were set up."""
    return session.scalars(_TEAMS, {"workspace_id": workspace_id}).unique().all()


def find_home_team(teams: Sequence[Team], *, user_id: str, channel_id: str) -> Team | None:
    """Return the team a person speaks for: the channel's, else the one they lead, else None."""
    for team in teams:
        if team.channel_id == channel_id:
            return team
    return next((team for team in teams if user_id in team.leads), None)
