"""The history of decisions: written, never changed, and chained."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.decisions import rules
from bot.decisions.models import Decision, DecisionEvent
from bot.decisions.models.events import standing
from bot.decisions.operations import indexing, timing
from bot.decisions.queries.history import NUMBERED
from bot.decisions.rules import Move, State, chain
from bot.installations.operations import next_number


@contextmanager
def recording(
    session: Session,
    move: Move,
    decision: Decision,
    *,
    by: str | None,
    at: datetime,
    why: str | None = None,
) -> Iterator[None]:
    """Let the decision make a move, and write down what is different afterwards.

    Its state is what the move leads to. `by` is None for the clock. From its end on, everybody else
    in the workspace who wants to write an event waits for this transaction: lock what else you need
    before.
    """
    before, was = standing(decision), decision.state
    state = rules.after(move, decision.state) or decision.state
    if state is not decision.state:
        enter(decision, state, by=by, because=why, now=at)
    yield
    if decision.state is not was:
        timing.set_due(session, decision, now=at)
    after = standing(decision)
    changed = {name: value for name, value in after.items() if value != before.get(name)}
    write(session, move, decision, changed=changed, by=by, at=at, why=why)


def enter(
    decision: Decision, state: State, *, by: str | None, because: str | None, now: datetime
) -> None:
    """Bring a decision into a state; `by` is None for the clock."""
    decision.state, decision.state_at = state, now
    decision.state_by, decision.state_because = by, because
    if state is State.ACCEPTED:
        decision.accepted_at, decision.accepted_by = now, by


def begin(
    session: Session,
    move: Move,
    decision: Decision,
    *,
    by: str | None,
    at: datetime,
    why: str | None = None,
) -> None:
    """Write down that there is a decision now, with all that it says."""
    timing.set_due(session, decision, now=at)
    session.flush()  # what it follows has its id then
    write(session, move, decision, changed=standing(decision), by=by, at=at, why=why)


def write(
    session: Session,
    move: Move,
    decision: Decision,
    *,
    changed: dict[str, Any],
    by: str | None,
    at: datetime,
    why: str | None,
) -> None:
    """Write down a move that has been made, as the next in the workspace's chain."""
    session.flush()
    number = next_number(session, workspace_id=decision.workspace_id, kind=NUMBERED)
    event = DecisionEvent(
        workspace_id=decision.workspace_id,
        number=number,
        decision_id=decision.id,
        move=move,
        by=by,
        at=at,
        why=why,
        changed=changed,
        previous=_previous(session, decision.workspace_id, number),
    )
    event.hash = event.linked()
    session.add(event)
    session.flush()
    indexing.index(session, decision, now=at)


def _previous(session: Session, workspace_id: int, number: int) -> str:
    found = session.scalar(
        select(DecisionEvent.hash).where(
            DecisionEvent.workspace_id == workspace_id, DecisionEvent.number == number - 1
        )
    )
    return found or chain.BEGINNING
