"""Whether an entry can be what somebody filled in."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.ownership.operations import permitting
from bot.ownership.rules.entries import Details, Kind, Part
from bot.people import queries as people
from bot.people.rules import Standing
from bot.teams import queries as team_queries
from bot.teams.models import Team


def team_for(session: Session, workspace_id: int, kind: Kind, details: Details, *, by: str) -> Team:
    """Return the team it is for; raise InvalidInput if it is gone, MayNot for another's list."""
    teams = team_queries.list_teams(session, workspace_id)
    for team in teams:
        if team.id == details.team_id:
            permitting.teams_to_add_to([team], kind, by=by)
            return team
    raise InvalidInput("team_id", "This team is gone. Please choose another.")


def check_people(session: Session, workspace_id: int, kind: Kind, details: Details) -> None:
    """Raise InvalidInput for people who cannot have the part that is meant for them."""
    if kind is Kind.SERVICE:
        return
    _check_those(session, workspace_id, "accountable", (details.accountable,))
    for part in Part:
        _check_those(session, workspace_id, part, getattr(details, part))


def _check_those(
    session: Session, workspace_id: int, field: str, user_ids: Collection[str]
) -> None:
    known = people.find_people(session, workspace_id, user_ids)
    if any(person.deactivated_at is not None for person in known.values()):
        raise InvalidInput(field, "Somebody here has left the company. Please choose another.")
    if field in {"accountable", Part.RESPONSIBLE} and any(
        person.standing is not Standing.COLLEAGUE for person in known.values()
    ):
        raise InvalidInput(
            field, "Guests, apps and people of other companies can't answer. Choose a colleague."
        )
