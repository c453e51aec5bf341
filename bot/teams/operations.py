"""Setting the teams up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.errors import InvalidInput, Refused
from bot.installations.queries import lock_workspace
from bot.teams import queries, rules
from bot.teams.models import Member, Team
from bot.teams.rules import Role


@dataclass(frozen=True)
class TeamSetup:
    """What the person says of one team."""

    name: str
    channel_id: str
    leads: tuple[str, ...]


class NotResponsible(Refused):
    """Only leads and sponsors may change the teams once they are set up."""

    def __init__(self, responsible: Sequence[str]) -> None:
        super().__init__("Only a lead or a sponsor of your teams can change this. Ask one of them.")
        self.responsible = responsible


def set_up(
    session: Session,
    *,
    workspace_id: int,
    setups: tuple[TeamSetup, TeamSetup],
    sponsor_id: str,
    by: str,
    now: datetime,
) -> Sequence[Team]:
    """Make the two teams be as said, whether they exist already or not; return them.

    Raises NotResponsible, and InvalidInput for two teams of one name or one channel.
    """
    # Two people who set up at once must not both find no teams.
    lock_workspace(session, workspace_id)
    teams = queries.list_teams(session, workspace_id)
    authorise(teams, by=by)
    _refuse_twins(setups)
    existing = dict(enumerate(teams))
    kept = []
    for place, setup in enumerate(setups):
        team = existing.get(place) or _new_team(session, workspace_id, now)
        team.name, team.channel_id = setup.name, setup.channel_id
        _appoint(session, team, Role.LEAD, setup.leads)
        _appoint(session, team, Role.SPONSOR, (sponsor_id,))
        kept.append(team)
    session.flush()
    return kept


def move_channel(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let the teams of a channel be asked under the new id that Slack gave it."""
    session.execute(
        update(Team)
        .where(Team.workspace_id == workspace_id, Team.channel_id == old_id)
        .values(channel_id=new_id)
        .execution_options(synchronize_session=False)
    )


def authorise(teams: Sequence[Team], *, by: str) -> None:
    """Raise NotResponsible unless `by` may set up these teams."""
    responsible = list(dict.fromkeys(p for team in teams for p in team.leads + team.sponsors))
    if not rules.may_set_up(by, responsible):
        raise NotResponsible(responsible)


def _refuse_twins(setups: tuple[TeamSetup, TeamSetup]) -> None:
    first, second = setups
    if first.name.casefold() == second.name.casefold():
        raise InvalidInput("name_2", "Both teams have this name. Please give the second another.")
    if first.channel_id == second.channel_id:
        raise InvalidInput(
            "channel_2", "Both teams have this channel. Please choose another for the second."
        )


def _new_team(session: Session, workspace_id: int, now: datetime) -> Team:
    team = Team(workspace_id=workspace_id, created_at=now, members=[])
    session.add(team)
    return team


def _appoint(session: Session, team: Team, role: Role, user_ids: Sequence[str]) -> None:
    present = {member.user_id: member for member in team.members if member.role is role}
    for user_id, member in present.items():
        if user_id not in user_ids:
            team.members.remove(member)
    for user_id in dict.fromkeys(user_ids):
        if user_id not in present:
            team.members.append(Member(workspace_id=team.workspace_id, user_id=user_id, role=role))
