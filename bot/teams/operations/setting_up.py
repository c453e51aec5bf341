"""Setting teams up: the first two, and any that come later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import InvalidInput, Refused
from bot.installations.queries import lock_workspace
from bot.people import operations as people
from bot.people.queries import find_channels
from bot.permissions import may
from bot.teams import queries, rules
from bot.teams.models import Member, Team, roles_in
from bot.teams.rules import PERMISSIONS, TEAMS_MAX, Role, SetUp


@dataclass(frozen=True)
class TeamSetup:
    """What the person says of one team; without a `name` it is called after its channel."""

    name: str
    channel_id: str
    leads: tuple[str, ...]


class NotResponsible(Refused):
    """Only leads and sponsors may change the teams once they are set up."""

    def __init__(self, responsible: Sequence[str]) -> None:
        super().__init__("Only a lead or a sponsor of your teams can change this. Ask one of them.")
        self.responsible = responsible


class AlreadySetUp(Refused):
    """Somebody else has set the first teams up while the form was open."""

    def __init__(self) -> None:
        super().__init__("Your teams were set up meanwhile.")


class Nameless(InvalidInput):
    """Slack has not told us of some channels yet, so the person must say what teams are called."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__(f"name_{places[0]}", "What is this team called?")
        self.places = places


def set_up(
    session: Session,
    *,
    workspace_id: int,
    setups: Sequence[TeamSetup],
    sponsor_id: str,
    by: str,
    now: datetime,
) -> Sequence[Team]:
    """Add the teams, and return them: two or more at first, then one or more at a time.

    Raises NotResponsible; AlreadySetUp for first teams when there are some; Nameless; and
    InvalidInput for a channel or a name that another team has. Fields are called `channel_1`,
    `name_1`, … in the order of `setups`.
    """
    # Two people who set up at once must not both find no teams.
    lock_workspace(session, workspace_id)
    teams = queries.list_teams(session, workspace_id)
    if teams and len(setups) > 1:
        raise AlreadySetUp
    authorise(teams, by=by)
    named = _named(session, workspace_id, setups)
    _refuse_twins(teams, named)
    if len(teams) + len(named) > TEAMS_MAX:
        raise InvalidInput("channel_1", f"I can keep {TEAMS_MAX} teams in step, and you have them.")
    added = [_new_team(workspace_id, setup, sponsor_id, by=by, now=now) for setup in named]
    session.add_all(added)
    session.flush()
    for team in added:
        people.follow(session, workspace_id, team.members_source, now=now)
    return added


def authorise(teams: Sequence[Team], *, by: str) -> None:
    """Raise NotResponsible unless `by` may set up a team beside these."""
    state = SetUp.DONE if teams else SetUp.NOT_YET
    if not may(PERMISSIONS, "teams.set_up", state, roles_in(teams, by)):
        raise NotResponsible(responsible(teams))


def responsible(teams: Sequence[Team]) -> list[str]:
    """Return the user ids of all leads and sponsors, each once."""
    return list(dict.fromkeys(user_id for team in teams for user_id in team.responsible))


def _named(session: Session, workspace_id: int, setups: Sequence[TeamSetup]) -> list[TeamSetup]:
    known = find_channels(session, workspace_id, {setup.channel_id for setup in setups})
    unknown = [
        place
        for place, setup in enumerate(setups, 1)
        if not setup.name and setup.channel_id not in known
    ]
    if unknown:
        raise Nameless(unknown)
    return [
        setup
        if setup.name
        else TeamSetup(
            rules.propose_name(known[setup.channel_id].name), setup.channel_id, setup.leads
        )
        for setup in setups
    ]


def _refuse_twins(teams: Sequence[Team], setups: Sequence[TeamSetup]) -> None:
    channels = {team.channel_id: team.name for team in teams}
    names = {team.name.casefold() for team in teams}
    for place, setup in enumerate(setups, 1):
        if setup.channel_id in channels:
            other = channels[setup.channel_id]
            raise InvalidInput(
                f"channel_{place}", f"{other} is asked in this channel. Please choose another."
            )
        if setup.name.casefold() in names:
            raise InvalidInput(
                f"name_{place}",
                "Another team has this name. Please give this one another.",
            )
        channels[setup.channel_id] = setup.name
        names.add(setup.name.casefold())


def _new_team(
    workspace_id: int, setup: TeamSetup, sponsor_id: str, *, by: str, now: datetime
) -> Team:
    roles = [
        *((Role.LEAD, lead) for lead in dict.fromkeys(setup.leads)),
        (Role.SPONSOR, sponsor_id),
    ]
    return Team(
        workspace_id=workspace_id,
        name=setup.name,
        channel_id=setup.channel_id,
        created_at=now,
        created_by=by,
        members=[
            Member(workspace_id=workspace_id, user_id=user_id, role=role) for role, user_id in roles
        ],
    )
