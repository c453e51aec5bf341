"""Whether somebody may do something to an escalation, now."""

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.escalations import queries, rules
from bot.escalations.models import Escalation
from bot.escalations.rules import PERMISSIONS, Move
from bot.permissions import may


class CannotMove(Refused):
    """Somebody may not do this to the escalation, or not any more."""

    def __init__(self, escalation: Escalation, move: Move, sentence: str) -> None:
        super().__init__(sentence)
        self.escalation, self.move = escalation, move


class TooLate(CannotMove):
    """Somebody else was faster, or the escalation has moved on since the button was drawn."""


class AtTheTop(TooLate):
    """It cannot be moved up: the sponsors have it."""


class NotTheirs(CannotMove):
    """It is for somebody else: who asked, who has it, or who answers for the teams."""


def begin(
    session: Session, workspace_id: int, escalation_id: int, move: Move, *, by: str
) -> Escalation:
    """Return the escalation, locked, if `by` may make the move now. Raises NotTheirs, TooLate."""
    escalation = queries.get_escalation(
        session, workspace_id=workspace_id, escalation_id=escalation_id, lock=True
    )
    check(escalation, move, by=by)
    return escalation


def check(escalation: Escalation, move: Move, *, by: str) -> None:
    """Raise NotTheirs or TooLate if `by` may not make the move now."""
    roles, name = escalation.roles_of(by), escalation.name
    if not rules.is_ever_theirs(move, roles):
        raise NotTheirs(escalation, move, f"Only the people whom {name} is with can do that.")
    if rules.after(move, escalation.state) is None:
        raise TooLate(escalation, move, f"{name} is {escalation.state.value} meanwhile.")
    if move is Move.JUMP and escalation.level >= escalation.ladder.rule.last:
        raise AtTheTop(escalation, move, f"{name} is with the sponsors, and nobody is above them.")
    if not may(PERMISSIONS, rules.action(move), escalation.state, roles):
        raise NotTheirs(escalation, move, f"Only the people whom {name} is with can do that.")


def may_open(escalation: Escalation, *, by: str) -> bool:
    """Return whether `by` may read the card although its channel may be closed to them."""
    return may(PERMISSIONS, rules.OPEN, escalation.state, escalation.roles_of(by))


def may_follow(escalation: Escalation, *, by: str) -> bool:
    """Return whether `by` may be told of it."""
    return may(PERMISSIONS, rules.FOLLOW, escalation.state, escalation.roles_of(by))
