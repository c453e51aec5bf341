"""Changing a team that is set up; nobody's change is overwritten unseen."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.edits import Fields, differences
from bot.errors import InvalidInput, Refused
from bot.installations.queries import lock_workspace
from bot.people import operations as people
from bot.permissions import ANY, may
from bot.teams import queries
from bot.teams.models import Member, Team, TeamChange
from bot.teams.operations.setting_up import NotResponsible
from bot.teams.rules import PERMISSIONS, Role

_ROLES = {
    "leads": Role.LEAD,
    "sponsors": Role.SPONSOR,
    "liaison": Role.LIAISON,
    "deputies": Role.DEPUTY,
}


class Stale(Refused):
    """Others changed the team since the form was drawn: `changes`, oldest first."""

    def __init__(self, team: Team, changes: Sequence[TeamChange]) -> None:
        super().__init__(f"{team.name} was changed meanwhile.")
        self.team = team
        self.changes = changes


class Closed(Refused):
    """Nothing of a closed team is changed."""

    def __init__(self, team: Team) -> None:
        super().__init__(
            f"{team.name} is closed. Open it again with `/align settings` to change it."
        )


def change(
    session: Session,
    *,
    workspace_id: int,
    team_id: int,
    version: int,
    fields: Fields,
    by: str,
    now: datetime,
) -> Team:
    """Make the team read as in `fields`, which may be some of `read(team)`, and return it.

    `version` is the one that `by` was shown. Raises NotFound, NotResponsible, Closed, Stale, and
    InvalidInput for a name or a channel that another team has.
    """
    # Two leads who give two teams the same channel at once must see each other.
    lock_workspace(session, workspace_id)
    team = get_changeable(session, workspace_id=workspace_id, team_id=team_id, by=by)
    if team.closed_at is not None:
        raise Closed(team)
    if team.version != version:
        raise Stale(team, queries.list_changes(session, team, since=version))
    if differences(read(team), fields):
        _refuse_twins(session, team, fields)
        apply(session, team, fields, by=by, now=now)
    return team


def apply(session: Session, team: Team, fields: Fields, *, by: str | None, now: datetime) -> None:
    """Make the team read as in `fields`, and write down what that changed; `by` None: the clock."""
    before, source_id = read(team), team.members_source
    team.version += 1
    for name in differences(before, fields):
        _write(team, name, fields[name])
        session.add(recorded(team, name, before[name], fields[name], by=by, now=now))
    session.flush()
    if team.members_source != source_id:
        _follow(session, team, left=source_id, now=now)


def _follow(session: Session, team: Team, *, left: str, now: datetime) -> None:
    """Have the team's members from where they are now, and none from where they were."""
    people.follow(session, team.workspace_id, team.members_source, now=now)
    sources = {each.members_source for each in queries.list_teams(session, team.workspace_id)}
    if left not in sources:
        people.unfollow(session, team.workspace_id, left)


def move_channel(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let the teams that have to do with a channel know it by the new id that Slack gave it."""
    for name in ("channel_id", "source_id", "wins_channel_id", "digest_channel_id"):
        session.execute(
            update(Team)
            .where(Team.workspace_id == workspace_id, getattr(Team, name) == old_id)
            .values({name: new_id})
            .execution_options(synchronize_session=False)
        )


def get_changeable(session: Session, *, workspace_id: int, team_id: int, by: str) -> Team:
    """Return the team with its people. Raises NotFound, and NotResponsible if `by` may not."""
    team = queries.get_team(session, workspace_id=workspace_id, team_id=team_id)
    if not may(PERMISSIONS, "teams.change", ANY, team.roles_of(by)):
        raise NotResponsible(team.responsible)
    return team


def read(team: Team) -> dict[str, Any]:
    """Return everything that can be changed of a team, as JSON keeps it."""
    return {
        "name": team.name,
        "channel_id": team.channel_id,
        **{name: _with_role(team, role) for name, role in _ROLES.items()},
        "source_id": team.source_id,
        "wins_channel_id": team.wins_channel_id,
        "digest_channel_id": team.digest_channel_id,
        "standup_day": team.standup_day,
        "standup_at": f"{team.standup_at:%H:%M}",
    }


def _with_role(team: Team, role: Role) -> list[str]:
    return [member.user_id for member in team.members if member.role is role]


def _refuse_twins(session: Session, team: Team, fields: Fields) -> None:
    for other in queries.list_teams(session, team.workspace_id):
        if other is team:
            continue
        if fields.get("channel_id") == other.channel_id:
            raise InvalidInput(
                "channel_id", f"{other.name} is asked in this channel. Please choose another."
            )
        if fields.get("name", "").casefold() == other.name.casefold():
            raise InvalidInput("name", "Another team has this name. Please give this one another.")


def _write(team: Team, name: str, value: Any) -> None:
    if role := _ROLES.get(name):
        _appoint(team, role, value)
    elif name == "standup_at":
        team.standup_at = time.fromisoformat(value)
    else:
        setattr(team, name, value)


def _appoint(team: Team, role: Role, user_ids: Sequence[str]) -> None:
    present = {member.user_id: member for member in team.members if member.role is role}
    for user_id, member in present.items():
        if user_id not in user_ids:
            team.members.remove(member)
    for user_id in user_ids:
        if user_id not in present:
            team.members.append(Member(workspace_id=team.workspace_id, user_id=user_id, role=role))


def recorded(
    team: Team, name: str, before: Any, after: Any, *, by: str | None, now: datetime
) -> TeamChange:
    """Return what is written down of one field that was changed; `by` None: the clock."""
    return TeamChange(
        workspace_id=team.workspace_id,
        team_id=team.id,
        version=team.version,
        field=name,
        before=before,
        after=after,
        by=by,
        at=now,
    )
