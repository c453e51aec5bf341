"""Taking part in an escalation without having it: the same problem, or an interest."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.escalations import queries
from bot.escalations.models import Escalation
from bot.escalations.operations import asking
from bot.escalations.operations.checking import begin, may_follow
from bot.escalations.operations.recording import recording
from bot.escalations.rules import Move


def join(
    session: Session, workspace_id: int, escalation_id: int, *, words: str, by: str, now: datetime
) -> Escalation:
    """Say that one has the same problem, and be told what becomes of it. Raises TooLate."""
    escalation = begin(session, workspace_id, escalation_id, Move.JOIN, by=by)
    participant = asking.take_part(escalation, by)
    if participant.joined_at is None:
        with recording(session, Move.JOIN, escalation, by=by, at=now, why=words):
            participant.joined_at = participant.followed_at = now
            participant.muted_at = None
    return escalation


def follow(
    session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
) -> Escalation:
    """Be told what becomes of it. Raises Refused."""
    escalation = _begin(session, workspace_id, escalation_id, by)
    participant = asking.take_part(escalation, by)
    participant.followed_at, participant.muted_at = participant.followed_at or now, None
    return escalation


def mute(
    session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
) -> Escalation:
    """Be told nothing of it any more, but what one is asked. Raises Refused."""
    escalation = _begin(session, workspace_id, escalation_id, by)
    participant = asking.take_part(escalation, by)
    participant.followed_at, participant.muted_at = None, participant.muted_at or now
    return escalation


def _begin(session: Session, workspace_id: int, escalation_id: int, by: str) -> Escalation:
    escalation = queries.get_escalation(
        session, workspace_id=workspace_id, escalation_id=escalation_id, lock=True
    )
    if not may_follow(escalation, by=by):
        raise Refused(f"{escalation.name} is private: only the people on its ladder see it.")
    return escalation
