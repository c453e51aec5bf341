"""The rows of a Home that are decisions: those that wait for the person's word."""

from sqlalchemy.orm import Session

from bot.decisions import queries
from bot.decisions.models import Decision
from bot.home.rules import Deed, Item, Rank, Status, Viewer


def count_waiting(session: Session, viewer: Viewer) -> int:
    """Return how many proposals wait for the person's vote."""
    return queries.count_waiting_for(session, viewer.workspace_id, viewer.user_id)


def list_waiting(session: Session, viewer: Viewer, limit: int) -> list[Item]:
    """Return the proposals that wait for the person's vote, the oldest first."""
    found = queries.list_waiting_for(session, viewer.workspace_id, viewer.user_id, limit)
    return [
        _proposal(each, is_open=queries.may_read(session, each, viewer.user_id)) for each in found
    ]


def _proposal(decision: Decision, *, is_open: bool) -> Item:
    return Item(
        name=decision.name,
        urgency=Rank.DECISION,
        label="",
        about=f"{decision.team.name} decides" if is_open else "restricted",
        words=decision.title if is_open else "",
        due_at=decision.proposed_at,
        status=Status.PROPOSED,
        at=decision.proposed_at,
        by=decision.driver_id,
        deed=Deed.OPEN_DECISION,
        subject=str(decision.id),
    )
