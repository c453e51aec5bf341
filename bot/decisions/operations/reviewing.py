"""Looking at a decision again."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.operations import timing
from bot.decisions.operations.checking import begin
from bot.decisions.operations.recording import recording
from bot.decisions.rules import Move
from bot.errors import InvalidInput
from bot.hours import queries as hours


def keep(
    session: Session,
    workspace_id: int,
    decision_id: int,
    *,
    review_on: date | None,
    by: str,
    now: datetime,
) -> Decision:
    """Note that it still holds; it is looked at again on `review_on`, or never.

    Raises CannotMove, InvalidInput (`review_on`).
    """
    decision = begin(session, workspace_id, decision_id, Move.KEEP, by=by, now=now)
    check_day(session, workspace_id, review_on, by=by, now=now)
    with recording(session, Move.KEEP, decision, by=by, at=now):
        decision.review_on = review_on
        timing.set_due(session, decision, now=now)
    return decision


def check_day(
    session: Session, workspace_id: int, review_on: date | None, *, by: str, now: datetime
) -> None:
    """Raise InvalidInput (`review_on`) unless it is a day to come, where `by` is."""
    schedule = hours.get_schedule(session, workspace_id, by, now=now)
    if review_on is not None and review_on <= schedule.local(now).date():
        raise InvalidInput("review_on", "Please choose a day that is still to come.")
