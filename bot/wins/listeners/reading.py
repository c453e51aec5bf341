"""Reading the fields that the form that gives a win has, and the one that changes it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.roadmap import queries as roadmap_queries
from bot.slack import modals
from bot.slack.values import Submission
from bot.teams.models import Team
from bot.wins import queries
from bot.wins.operations.editing import Said


def read(
    session: Session, submission: Submission, teams: Sequence[Team], *, kept: str | None = None
) -> Said:
    """Return what a form says; `kept` is a value that may stand there though it is no choice now.

    Raises InvalidInput for what is missing, or not there any more.
    """
    values, workspace_id = submission.values, submission.workspace_id
    named, whole = modals.people(values, "people"), modals.choices(values, "teams")
    if not named and not whole:
        raise InvalidInput("people", "Please name somebody, or choose a whole team below.")
    initiative_id = modals.choice(values, "initiative")
    return Said(
        what=modals.text(values, "what", missing="Please say what they did."),
        people=named,
        teams=[team for team in teams if str(team.id) in whole],
        figure=modals.text(values, "figure") or None,
        value=_value(session, workspace_id, modals.choice(values, "shown_value"), kept),
        initiative=roadmap_queries.get_initiative(
            session, workspace_id=workspace_id, initiative_id=int(initiative_id)
        )
        if initiative_id
        else None,
    )


def _value(session: Session, workspace_id: int, chosen: str, kept: str | None) -> str | None:
    if chosen and chosen not in {*queries.get_choices(session, workspace_id).values, kept}:
        why = "This value was changed meanwhile. Please choose another one."
        raise InvalidInput("shown_value", why)
    return chosen or None
