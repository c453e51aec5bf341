"""The history of an escalation: written, never changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.escalations import rules
from bot.escalations.models import Escalation, EscalationEvent, standing
from bot.escalations.rules import Move, Why


@dataclass
class Note:
    """What is written down of a move besides what it changes: which levels it passed over."""

    passed: tuple[tuple[int, Why], ...] = ()


@contextmanager
def recording(
    session: Session,
    move: Move,
    escalation: Escalation,
    *,
    by: str | None,
    at: datetime,
    why: str | None = None,
) -> Iterator[Note]:
    """Let the escalation make a move, and write down what is different afterwards.

    Its state is what the move leads to. `by` is None for the clock.
    """
    before, note = standing(escalation), Note()
    escalation.state = rules.after(move, escalation.state) or escalation.state
    yield note
    changed = {name: value for name, value in standing(escalation).items() if value != before[name]}
    write(session, move, escalation, changed=changed, by=by, at=at, why=why, note=note)


def write(
    session: Session,
    move: Move,
    escalation: Escalation,
    *,
    changed: dict[str, object],
    by: str | None,
    at: datetime,
    why: str | None = None,
    note: Note,
) -> None:
    """Write down a move that has been made."""
    # Flushed with what has changed, and so all of a sweep's at once.
    session.add(
        EscalationEvent(
            workspace_id=escalation.workspace_id,
            escalation_id=escalation.id,
            move=move,
            level=escalation.level,
            by=by,
            at=at,
            why=why,
            changed=changed,
            passed=[(level, reason) for level, reason in note.passed] or None,
        )
    )
