"""Who takes part in a decision, and whether these could decide it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.decisions.models import Participant
from bot.decisions.models.people import spoken_for
from bot.decisions.rules import Part
from bot.errors import InvalidInput
from bot.people import queries as people
from bot.teams import queries as team_queries
from bot.teams.models import Team

Seats = Mapping[str, int | None]
"""The team that each approver speaks for, if it is joint, by their user id."""


def seats(
    session: Session,
    workspace_id: int,
    approvers: Sequence[str],
    *,
    driver: str,
    teams: Sequence[Team],
) -> Seats:
    """Return the approvers, each with the team that they speak for if it is joint.

    Raises InvalidInput (`approvers`).
    """
    if driver in approvers:
        told = "Whoever drives it does not approve it: choose others, or nobody to decide alone."
        raise InvalidInput("approvers", told)
    if outsiders := people.find_outsiders(session, workspace_id, approvers):
        said = f"{len(outsiders)} of them can't decide here: guests, bots, or people who left."
        raise InvalidInput("approvers", said)
    if len(teams) == 1:
        return dict.fromkeys(approvers)
    return {each: _team_of(session, teams, each) for each in approvers}


def _team_of(session: Session, teams: Sequence[Team], user_id: str) -> int | None:
    named = next((team for team in teams if user_id in team.people), None)
    home = team_queries.find_home_team(session, teams, user_id=user_id, channel_id="")
    found = named or home
    return found.id if found else None


def check_quorum(teams: Sequence[Team], seats: Seats, needed: int | None, *, driver: str) -> None:
    """Raise InvalidInput (`needed`, `approvers`) if these seats could never accept it.

    Of a joint one somebody of each of the `teams` has to approve it, or to drive it.
    """
    if needed is not None and not 1 <= needed <= max(1, len(seats)):
        there = "there is 1 approver" if len(seats) == 1 else f"there are {len(seats)} approvers"
        raise InvalidInput("needed", f"{needed} can't approve it: {there}.")
    for team in teams:
        if team is not spoken_for(teams, driver) and team.id not in seats.values():
            told = (
                f"A joint decision needs somebody of {team.name} who approves it. Choose somebody "
                "who has a role in that team, or is in its channel."
            )
            raise InvalidInput("approvers", told)


def participant(workspace_id: int, part: Part, user_id: str) -> Participant:
    """Return somebody's part in a decision that is being written down."""
    return Participant(workspace_id=workspace_id, user_id=user_id, part=part)
