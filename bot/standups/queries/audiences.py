"""Who a stand-up is for, and for which of its teams each of them answers."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from bot.installations.models import Workspace
from bot.people import queries as people
from bot.standups.models import Standup
from bot.standups.rules import Audience
from bot.teams.models import Team

Members = Mapping[str, int | None]
"""The id of the team for which each of them answers, by their user ids; None for none of them."""


def find_audience(session: Session, standup: Standup) -> Members:
    """Return everybody whom a stand-up is for, also those whom it cannot ask, in order.

    Not Lockstep itself, which is in the channels that it reads. Sponsors are in their teams'
    channels to read; who leads a team, too, does its work.
    """
    of_teams = {team.id: _people_of(session, team) for team in standup.teams}
    everybody = _chosen(session, standup)
    if everybody is None:
        everybody = (each for members in of_teams.values() for each in members)
    bot = session.get_one(Workspace, standup.workspace_id).bot_user_id
    chosen = sorted({*everybody} - {bot})
    return {each: _team_of(each, of_teams) for each in chosen}


def sources_of(standup: Standup) -> set[str]:
    """Return the channels and groups whose members have to be known for it, besides its teams'."""
    return {standup.source_id} if standup.source_id else set()


def _chosen(session: Session, standup: Standup) -> Iterable[str] | None:
    """Return those who were chosen in another way than by their teams."""
    if standup.audience is Audience.PEOPLE:
        return standup.people
    if standup.source_id is not None:
        return people.find_arrivals(session, standup.workspace_id, standup.source_id)
    return None


def _people_of(session: Session, team: Team) -> set[str]:
    if team.closed_at is not None:
        return set()
    inside = people.find_arrivals(session, team.workspace_id, team.members_source)
    return {*inside}.difference(team.sponsors).union(team.leads)


def _team_of(user_id: str, of_teams: Mapping[int, set[str]]) -> int | None:
    return next((team_id for team_id, members in of_teams.items() if user_id in members), None)
