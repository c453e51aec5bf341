"""Who the people of a team are."""

from sqlalchemy.orm import Session

from bot.people import queries as people
from bot.teams.models import Team


def list_members(session: Session, team: Team) -> list[str]:
    """Return everybody in a team, with its leads and sponsors, by user id."""
    inside = people.list_members(session, team.workspace_id, team.members_source)
    return sorted({*team.people, *inside})


def list_doers(session: Session, team: Team) -> list[str]:
    """Return those of a team who do its work, and still do: sponsors are in its channel to read."""
    members = {*list_members(session, team)}.difference(team.sponsors).union(team.leads)
    return sorted(members - people.find_outsiders(session, team.workspace_id, members))
