"""What the clock does in one escalation's turn: asks the next, waits longer, or asks again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.escalations.models import Escalation
from bot.escalations.operations import asking, owning
from bot.escalations.operations.recording import recording
from bot.escalations.queries.availability import Availability
from bot.escalations.rules import Move, Why


@dataclass(frozen=True)
class Turn:
    """One escalation's turn: when it is, and who can be asked then.

    `delivered_at` is when those who are asked were told, None if nothing can be posted there.
    """

    session: Session
    availability: Availability
    delivered_at: datetime | None
    now: datetime


def ask_next(
    escalation: Escalation, turn: Turn, *, start: int, is_late: bool, is_told: bool = True
) -> Move:
    """Ask level `start`, or the next one where somebody is.

    `is_late` if others let time pass; not `is_told` if nothing could be posted for them.
    """
    last, before = escalation.ladder.rule.last, escalation.level
    with recording(turn.session, Move.ADVANCE, escalation, by=None, at=turn.now) as note:
        if is_late:
            escalation.first_late_at = escalation.first_late_at or turn.now
        just_asked = escalation.asked
        owning.leave(escalation)
        asked = asking.ask(
            escalation,
            turn.availability,
            start=min(start, last),
            just_asked=just_asked,
            now=turn.now,
        )
        unreached = () if is_told or before == last else ((before, Why.UNREACHABLE),)
        note.passed = (*unreached, *asked.passed)
    return Move.ADVANCE


def postpone(
    escalation: Escalation, turn: Turn, due_at: datetime, *, asked_at: datetime | None = None
) -> Move:
    """Let those who have to act have longer: they were told late, or were away."""
    with recording(turn.session, Move.POSTPONE, escalation, by=None, at=turn.now):
        escalation.due_at = due_at
        escalation.asked_at = asked_at or escalation.asked_at
    return Move.POSTPONE


def release(
    session: Session, escalation: Escalation, availability: Availability, *, now: datetime
) -> Move:
    """Ask those of its level again: whoever had it is away, or has left."""
    with recording(session, Move.RELEASE, escalation, by=None, at=now) as note:
        owner = escalation.acknowledged_by
        owning.leave(escalation)
        asked = asking.ask(
            escalation,
            availability,
            start=escalation.level,
            just_asked=[owner] if owner else [],
            now=now,
        )
        note.passed = asked.passed
    return Move.RELEASE
