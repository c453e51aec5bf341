"""Whether somebody may do something to a decision, now."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions import queries, rules
from bot.decisions.models import Decision
from bot.decisions.rules import PERMISSIONS, Move, State
from bot.errors import Refused
from bot.permissions import may


class CannotMove(Refused):
    """Somebody may not do this to the decision, or not any more."""

    def __init__(self, decision: Decision, move: Move, sentence: str) -> None:
        super().__init__(sentence)
        self.decision, self.move = decision, move


class Restricted(CannotMove):
    """Somebody is not in the private channel that it is kept in."""


class TooLate(CannotMove):
    """Somebody else was faster, or it has moved on since the button was drawn."""


class NotTheirs(CannotMove):
    """It is for somebody else: its approvers, its driver, or who answers for its teams."""


def begin(
    session: Session, workspace_id: int, decision_id: int, move: Move, *, by: str, now: datetime
) -> Decision:
    """Return the decision, locked, if `by` may make the move `now`.

    Raises Restricted, NotTheirs, TooLate.
    """
    decision = queries.get_decision(
        session, workspace_id=workspace_id, decision_id=decision_id, lock=True
    )
    check(session, decision, move, by=by, now=now)
    return decision


def check(session: Session, decision: Decision, move: Move, *, by: str, now: datetime) -> None:
    """Raise Restricted, NotTheirs or TooLate if `by` may not make the move `now`."""
    name = decision.name
    if not queries.may_read(session, decision, by):
        raise Restricted(decision, move, f"{name} is for the members of a private channel.")
    roles = decision.roles_of(by, now=now)
    if not rules.is_ever_theirs(move, roles):
        raise NotTheirs(decision, move, f"{name} is not yours to {move.value}.")
    if rules.after(move, decision.state) is None:
        raise TooLate(decision, move, f"{name} is {decision.state.value} meanwhile.")


def check_successor(session: Session, decision: Decision, *, by: str, now: datetime) -> None:
    """Raise CannotMove if `by` may not propose what comes after this decision `now`."""
    name = decision.name
    if not queries.may_read(session, decision, by):
        raise Restricted(decision, Move.REPLACE, f"{name} is for the members of a private channel.")
    if decision.state is not State.ACCEPTED:
        raise TooLate(decision, Move.REPLACE, f"{name} is {decision.state.value} meanwhile.")
    if decision.successor is not None:
        follows = f"{decision.successor.name} is proposed to take the place of {name} already."
        raise TooLate(decision, Move.REPLACE, follows)
    if not may(PERMISSIONS, rules.SUCCEED, decision.state, decision.roles_of(by, now=now)):
        raise NotTheirs(decision, Move.REPLACE, f"{name} is not yours to change.")
