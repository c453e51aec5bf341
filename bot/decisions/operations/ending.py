"""What the driver and those who were informed do with a decision."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.operations.checking import begin
from bot.decisions.operations.recording import recording
from bot.decisions.rules import Move, Part


def withdraw(
    session: Session,
    workspace_id: int,
    decision_id: int,
    *,
    why: str | None,
    by: str,
    now: datetime,
) -> Decision:
    """Take a proposal back: nobody has to decide any more. Raises CannotMove."""
    decision = begin(session, workspace_id, decision_id, Move.WITHDRAW, by=by, now=now)
    with recording(session, Move.WITHDRAW, decision, by=by, at=now, why=why):
        pass
    return decision


def acknowledge(
    session: Session, workspace_id: int, decision_id: int, *, by: str, now: datetime
) -> Decision:
    """Note that somebody who was to be informed has read it; once. Raises CannotMove."""
    decision = begin(session, workspace_id, decision_id, Move.ACKNOWLEDGE, by=by, now=now)
    mine = [each for each in decision.in_part(Part.INFORMED) if each.user_id == by]
    if all(each.acknowledged_at for each in mine):
        return decision
    with recording(session, Move.ACKNOWLEDGE, decision, by=by, at=now):
        for each in mine:
            each.acknowledged_at = now
    return decision
