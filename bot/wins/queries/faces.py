"""Who the people of wins are, as a picture shows them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.people import queries as people
from bot.teams.models import Team
from bot.wins.queries.members import list_members


@dataclass(frozen=True)
class Face:
    """Somebody's name, and the team that they are in; empty where that is not known."""

    name: str = ""
    team: str = ""


def find_faces(
    session: Session, workspace_id: int, teams: Sequence[Team], user_ids: Collection[str]
) -> dict[str, Face]:
    """Return the faces of `user_ids`; of several teams it is the one that was set up first."""
    known = people.find_people(session, workspace_id, user_ids)
    team_of: dict[str, str] = {}
    for team in teams:
        for user_id in {*list_members(session, team)}.intersection(user_ids):
            team_of.setdefault(user_id, team.name)
    return {
        user_id: Face(known[user_id].name if user_id in known else "", team_of.get(user_id, ""))
        for user_id in user_ids
    }
