"""Answering an escalation, judging the answer, and everything else that its asker decides."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions import queries
from bot.decisions.models import Decision
from bot.decisions.operations.proposing import Proposal, propose
from bot.errors import InvalidInput
from bot.escalations.models import Escalation
from bot.escalations.operations import asking, owning
from bot.escalations.operations.checking import begin
from bot.escalations.operations.recording import recording
from bot.escalations.queries.availability import find_availability
from bot.escalations.rules import AnswerKind, Move, times
from bot.hours import queries as hours
from bot.worktime.rules import waiting


def answer(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    text: str,
    kind: AnswerKind,
    save: bool = False,
    by: str,
    now: datetime,
) -> Escalation:
    """Give the asker an answer to accept or reopen, and `save` it as a decision of their team.

    Of a private one nothing is saved. Raises NotTheirs, TooLate.
    """
    escalation = begin(session, workspace_id, escalation_id, Move.ANSWER, by=by)
    asker = hours.get_schedule(session, workspace_id, escalation.asker_id, now=now)
    with recording(session, Move.ANSWER, escalation, by=by, at=now, why=text):
        escalation.answer, escalation.answer_kind = text, kind
        escalation.answered_by, escalation.answered_at = by, now
        escalation.first_owned_at = escalation.first_owned_at or now
        escalation.asked_at, escalation.reminders = now, 0
        escalation.due_at = waiting.add(asker.calendar, now, times.ACCEPTED_WITHIN / 2)
        if save and escalation.private_at is None:
            escalation.decision = _save(session, escalation, text, by=by, now=now)
            escalation.decision_id = escalation.decision.id
    return escalation


def _save(
    session: Session, escalation: Escalation, text: str, *, by: str, now: datetime
) -> Decision:
    """Return the decision that the answer is, or that an answer before it was."""
    found = queries.find_by_source(session, escalation.workspace_id, escalation.name)
    if found is not None:
        return found
    proposal = Proposal(
        title=escalation.ask,
        what=text,
        team=escalation.answering_team,
        initiative=escalation.initiative,
        source=escalation.name,
        permalink=escalation.permalink,
    )
    return propose(session, escalation.workspace_id, proposal, by=by, now=now)


def accept(
    session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
) -> Escalation:
    """Close the escalation with its answer. Raises NotTheirs, TooLate."""
    escalation = begin(session, workspace_id, escalation_id, Move.ACCEPT, by=by)
    with recording(session, Move.ACCEPT, escalation, by=by, at=now):
        escalation.accepted_at, escalation.accepted_by = now, by
        asking.end(escalation, now=now)
    return escalation


def reopen(
    session: Session, workspace_id: int, escalation_id: int, *, why: str, by: str, now: datetime
) -> Escalation:
    """Ask again, at the level that had been reached. Raises NotTheirs, TooLate."""
    escalation = begin(session, workspace_id, escalation_id, Move.REOPEN, by=by)
    availability = find_availability(session, [escalation], now=now)
    with recording(session, Move.REOPEN, escalation, by=by, at=now, why=why) as note:
        escalation.reopened_at, escalation.reopened_because = now, why
        escalation.reopened_times += 1
        owning.leave(escalation)
        asked = asking.ask(escalation, availability, start=escalation.level, now=now)
        note.passed = asked.passed
    return escalation


def withdraw(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    why: str | None,
    by: str,
    now: datetime,
) -> Escalation:
    """End the escalation without an answer: its asker needs none. Raises NotTheirs, TooLate."""
    escalation = begin(session, workspace_id, escalation_id, Move.WITHDRAW, by=by)
    with recording(session, Move.WITHDRAW, escalation, by=by, at=now, why=why):
        escalation.withdrawn_at, escalation.withdrawn_because = now, why
        asking.end(escalation, now=now)
    return escalation


def jump(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    level: int,
    why: str,
    by: str,
    now: datetime,
) -> Escalation:
    """Ask a higher level at once. Raises NotTheirs, TooLate, InvalidInput (`level`)."""
    escalation = begin(session, workspace_id, escalation_id, Move.JUMP, by=by)
    ladder = escalation.ladder.rule
    if not escalation.level < level <= ladder.last:
        raise InvalidInput("level", "It has reached this level. Please choose a higher one.")
    availability = find_availability(session, [escalation], now=now)
    with recording(session, Move.JUMP, escalation, by=by, at=now, why=why) as note:
        just_asked = escalation.asked
        owning.leave(escalation)
        asked = asking.ask(escalation, availability, start=level, just_asked=just_asked, now=now)
        note.passed = asked.passed
    return escalation
