"""The history of an escalation: written, never changed."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.rules import Move
from bot.tables import table

_INSERT = insert(table(EscalationEvent))


def record(
    session: Session,
    move: Move,
    *escalations: Escalation,
    by: str | None,
    at: datetime,
    why: str | None = None,
) -> None:
    """Write down what happened to each; `by` is None for the clock."""
    rows = [
        {
            "workspace_id": escalation.workspace_id,
            "escalation_id": escalation.id,
            "move": move,
            "level": escalation.level,
            "by": by,
            "at": at,
            "why": why,
        }
        for escalation in escalations
    ]
    session.connection().execute(_INSERT, rows)
