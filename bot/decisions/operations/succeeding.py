"""What becomes of a decision when the one that follows it holds."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions import queries
from bot.decisions.models import Decision
from bot.decisions.operations.recording import recording
from bot.decisions.rules import Move, State, Succession

_MOVES = {
    Succession.AMEND: Move.REPLACE,
    Succession.SUPERSEDE: Move.REPLACE,
    Succession.REVERSE: Move.REVERSE,
}


def lock_followed(session: Session, decision: Decision) -> Decision | None:
    """Return the decision that this one follows, locked, before an event is written."""
    if decision.follows_id is None:
        return None
    return queries.get_decision(
        session, workspace_id=decision.workspace_id, decision_id=decision.follows_id, lock=True
    )


def replace(
    session: Session,
    followed: Decision | None,
    decision: Decision,
    *,
    by: str | None,
    now: datetime,
) -> None:
    """End what `decision` follows, if it holds: it is superseded, or reversed."""
    if followed is None or followed.state is not State.ACCEPTED or decision.follows_as is None:
        return
    move = _MOVES[decision.follows_as]
    with recording(session, move, followed, by=by, at=now, why=decision.name):
        pass
