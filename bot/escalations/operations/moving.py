"""What happens to an escalation once it is raised: by people's hands, or by the clock."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.escalations import queries, rules
from bot.escalations.models import Escalation
from bot.escalations.operations.recording import record
from bot.escalations.rules import PERMISSIONS, Level, Move, State
from bot.permissions import may


class TooLate(Refused):
    """Somebody else was faster, or the escalation has moved on since the button was drawn."""

    def __init__(self, escalation: Escalation) -> None:
        super().__init__(f"{escalation.name} is {escalation.state.value} meanwhile.")
        self.escalation = escalation


class NotTheRaiser(Refused):
    """Only the person who raised it says whether the answer is good enough."""

    def __init__(self, escalation: Escalation) -> None:
        super().__init__(f"Only the person who raised {escalation.name} can do that.")
        self.escalation = escalation


def acknowledge(
    session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
) -> Escalation:
    """Take the escalation: `by` owes the raiser an answer. Raises TooLate."""
    escalation = _begin(session, workspace_id, escalation_id, Move.ACKNOWLEDGE, by=by)
    escalation.acknowledged_by, escalation.acknowledged_at = by, now
    record(session, Move.ACKNOWLEDGE, escalation, by=by, at=now)
    return escalation


def answer(
    session: Session, workspace_id: int, escalation_id: int, *, text: str, by: str, now: datetime
) -> Escalation:
    """Give the raiser an answer to accept or reopen. Raises TooLate."""
    escalation = _begin(session, workspace_id, escalation_id, Move.ANSWER, by=by)
    escalation.answer, escalation.answered_by, escalation.answered_at = text, by, now
    record(session, Move.ANSWER, escalation, by=by, at=now, why=text)
    return escalation


def accept(
    session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
) -> Escalation:
    """Close the escalation with its answer. Raises NotTheRaiser, TooLate."""
    escalation = _begin(session, workspace_id, escalation_id, Move.ACCEPT, by=by)
    escalation.accepted_at = now
    record(session, Move.ACCEPT, escalation, by=by, at=now)
    return escalation


def reopen(
    session: Session, workspace_id: int, escalation_id: int, *, why: str, by: str, now: datetime
) -> Escalation:
    """Ask again, at the level that had been reached. Raises NotTheRaiser, TooLate."""
    escalation = _begin(session, workspace_id, escalation_id, Move.REOPEN, by=by)
    escalation.reopened_at, escalation.reopened_because = now, why
    escalation.acknowledged_by = escalation.acknowledged_at = None
    _ask_again(escalation, escalation.level, now)
    record(session, Move.REOPEN, escalation, by=by, at=now, why=why)
    return escalation


def advance(
    session: Session, overdue: Sequence[tuple[Escalation, datetime]], *, now: datetime
) -> list[Escalation]:
    """Ask the next level of open escalations that are due; return those that moved.

    Each comes with when those asked now were told: a late delivery postpones the move.
    """
    moved = [
        escalation for escalation, delivered_at in overdue if _is_due(escalation, delivered_at, now)
    ]
    for escalation in moved:
        _ask_again(escalation, rules.next_level(escalation.level), now)
    if moved:
        record(session, Move.ADVANCE, *moved, by=None, at=now)
    return moved


def release(session: Session, left: Sequence[Escalation], *, now: datetime) -> dict[int, str]:
    """Ask again for escalations that are with people who are gone; return whom, by their ids."""
    owners = {}
    for escalation in left:
        owners[escalation.id] = escalation.acknowledged_by or ""
        escalation.state = _state_after(escalation, Move.RELEASE)
        escalation.acknowledged_by = escalation.acknowledged_at = None
        _ask_again(escalation, escalation.level, now)
    if left:
        record(session, Move.RELEASE, *left, by=None, at=now)
    return owners


def check(escalation: Escalation, move: Move, *, by: str) -> State:
    """Return the state that the move leads to; raise TooLate or NotTheRaiser if `by` may not."""
    roles = escalation.roles_of(by)
    if not rules.is_ever_theirs(move, roles):
        raise NotTheRaiser(escalation)
    if not may(PERMISSIONS, rules.action(move), escalation.state, roles):
        raise TooLate(escalation)
    return _state_after(escalation, move)


def may_open(escalation: Escalation, *, by: str) -> bool:
    """Return whether `by` may read the card although its channel may be closed to them."""
    return may(PERMISSIONS, rules.OPEN, escalation.state, escalation.roles_of(by))


def _state_after(escalation: Escalation, move: Move) -> State:
    state = rules.after(move, escalation.state)
    if state is None:
        raise TooLate(escalation)
    return state


def _begin(
    session: Session, workspace_id: int, escalation_id: int, move: Move, *, by: str
) -> Escalation:
    escalation = queries.get_escalation(
        session, workspace_id=workspace_id, escalation_id=escalation_id, lock=True
    )
    escalation.state = check(escalation, move, by=by)
    return escalation


def _is_due(escalation: Escalation, delivered_at: datetime, now: datetime) -> bool:
    escalation.due_at = rules.due_after_delivery(
        escalation.due_at,
        allowed=rules.time_to_take(escalation.urgency, escalation.level),
        delivered_at=delivered_at,
    )
    return escalation.due_at <= now


def _ask_again(escalation: Escalation, level: Level, now: datetime) -> None:
    escalation.level = level
    escalation.due_at = now + rules.time_to_take(escalation.urgency, level)
    escalation.notice_key = f"{escalation.name}:notice:{now:%Y%m%dT%H%M%S.%f}"
