"""Questions about teams."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.audit import Invariant
from bot.errors import NotFound
from bot.people import queries as people
from bot.people.models import Person
from bot.teams.models import Member, Team, TeamChange
from bot.teams.rules import Role

_GONE = (
    select(Member.workspace_id, Member.user_id)
    .join(
        Person, and_(Person.workspace_id == Member.workspace_id, Person.user_id == Member.user_id)
    )
    .where(Person.deactivated_at.is_not(None))
    .distinct()
)
_ALL_TEAMS = (
    select(Team)
    .where(Team.workspace_id == bindparam("workspace_id"))
    .options(joinedload(Team.members))
    .order_by(Team.id)
)
_TEAMS = _ALL_TEAMS.where(
    or_(Team.closed_at.is_(None), Team.id.in_(bindparam("also", expanding=True)))
)

_HANDED_ON_WITHIN = timedelta(minutes=1)
"""How long what a closed team was asked may wait: the sweep comes every five seconds."""


def list_teams(session: Session, workspace_id: int, *, also: Iterable[int] = ()) -> Sequence[Team]:
    """Return the workspace's teams with their people, in the order in which they were set up.

    Not those that are closed, which nobody can choose any more; `also` are the ids of those that
    are chosen already.
    """
    values = {"workspace_id": workspace_id, "also": list(also)}
    return session.scalars(_TEAMS, values).unique().all()


def list_all_teams(session: Session, workspace_id: int) -> Sequence[Team]:
    """Return the workspace's teams, closed ones too, to call them by their names."""
    return session.scalars(_ALL_TEAMS, {"workspace_id": workspace_id}).unique().all()


def get_team(session: Session, *, workspace_id: int, team_id: int) -> Team:
    """Return the team with its people, be it closed; raise NotFound if there is none."""
    team = session.scalars(_ALL_TEAMS.where(Team.id == team_id), {"workspace_id": workspace_id})
    found = team.unique().one_or_none()
    if found is None:
        raise NotFound("This team is gone. Type `/align settings` to see those that are there.")
    return found


def list_changes(session: Session, team: Team, *, since: int) -> Sequence[TeamChange]:
    """Return what was changed of the team after its version `since`, oldest first."""
    return session.scalars(
        select(TeamChange)
        .where(
            TeamChange.workspace_id == team.workspace_id,
            TeamChange.team_id == team.id,
            TeamChange.version > since,
        )
        .order_by(TeamChange.id)
    ).all()


def list_gone(session: Session, *, limit: int) -> dict[int, set[str]]:
    """Return who in a team has a deactivated account, at most `limit` people, by workspace."""
    gone: dict[int, set[str]] = defaultdict(set)
    for workspace_id, user_id in session.execute(_GONE.limit(limit)):
        gone[workspace_id].add(user_id)
    return gone


def find_home_team(
    session: Session, teams: Sequence[Team], *, user_id: str, channel_id: str
) -> Team | None:
    """Return the one of `teams` that a person speaks for, None if it is not clear.

    It is the channel's, else the one they lead, else the only one of which they are a member.
    """
    for team in teams:
        if team.channel_id == channel_id:
            return team
    led = next((team for team in teams if user_id in team.leads), None)
    return led or _find_only_team_of(session, teams, user_id)


def _find_only_team_of(session: Session, teams: Sequence[Team], user_id: str) -> Team | None:
    if not teams:
        return None
    sources = people.list_sources(session, teams[0].workspace_id, user_id)
    theirs = [team for team in teams if team.members_source in sources]
    return theirs[0] if len(theirs) == 1 else None


def _without_people(_now: datetime) -> ColumnElement[bool]:
    needed = (Role.LEAD, Role.SPONSOR)
    return Team.closed_at.is_(None) & ~and_(
        *(exists().where(Member.team_id == Team.id, Member.role == role) for role in needed)
    )


def _closed_by_nobody(_now: datetime) -> ColumnElement[bool]:
    is_open = Team.closed_at.is_(None)
    return or_(is_open != Team.closed_by.is_(None), and_(is_open, Team.handed_on_at.is_not(None)))


def _not_handed_on(now: datetime) -> ColumnElement[bool]:
    return and_(Team.closed_at <= now - _HANDED_ON_WITHIN, Team.handed_on_at.is_(None))


INVARIANTS = {
    "a team has a lead and a sponsor": Invariant(
        Team,
        _without_people,
        "Nobody is asked when something is stuck there: choose them with `/align settings`.",
        in_new_rows=False,
    ),
    "a closed team says who closed it": Invariant(
        Team,
        _closed_by_nobody,
        "People may not know whether it is there: please report this as a bug.",
        in_new_rows=False,
    ),
    "what a closed team was asked is handed on": Invariant(
        Team,
        _not_handed_on,
        "People wait for somebody who is not asked any more. Is a process of Lockstep with the "
        "clock running (`run` or `worker`)? Look at `tick escalations.leave_closed_teams` in its "
        "`/readyz` and its log.",
        in_new_rows=False,
    ),
}
