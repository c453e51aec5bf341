"""Acknowledge, Answer, Accept, Reopen: what people press on an escalation's messages."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.escalations import notices, queries
from bot.escalations.blocks import card, forms, refusals
from bot.escalations.models import Escalation
from bot.escalations.notices import Moved
from bot.escalations.operations import answering, checking, owning
from bot.escalations.operations.checking import CannotMove, TooLate
from bot.escalations.rules import AnswerKind, Move
from bot.slack import modals
from bot.slack.values import Click, Json, Reply, Submission


class Operation(Protocol):
    """One of the operations, with all but who and when filled in."""

    def __call__(
        self, session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
    ) -> Escalation:
        """Move the escalation, or raise TooLate or NotTheirs."""


def on_acknowledge(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Make the person who pressed the owner."""
    return press(click, Move.ACKNOWLEDGE, owning.acknowledge, transaction, clock)


def on_accept(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Close the escalation with its answer."""
    return press(click, Move.ACCEPT, answering.accept, transaction, clock)


def on_answer(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form for the answer, if one is still wanted."""
    return open_form(click, Move.ANSWER, forms.answer_form, transaction)


def on_reopen(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that asks what is missing, if the answer is still open to that."""
    return open_form(click, Move.REOPEN, forms.reopen_form, transaction)


def on_open(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the card to somebody whom it concerns: its channel may be closed to others."""
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
    if not checking.may_open(escalation, by=click.user_id):
        return Reply(whisper=refusals.not_for_you(escalation))
    return Reply.open(card.look(escalation))


def on_give_answer(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Record the answer and tell the asker."""
    text = modals.text(submission.values, "answer", missing="Please write your answer.")
    kind = AnswerKind(modals.choice(submission.values, "kind", missing="Please choose what it is."))
    operation = partial(answering.answer, text=text, kind=kind)
    return send(submission, Move.ANSWER, operation, transaction, clock, field="answer", why=text)


def on_say_why(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Reopen the escalation with what is missing."""
    why = modals.text(submission.values, "why", missing="Please say what is still missing.")
    operation = partial(answering.reopen, why=why)
    return send(submission, Move.REOPEN, operation, transaction, clock, field="why", why=why)


def press(
    click: Click, move: Move, operation: Operation, transaction: Transaction, clock: Clock
) -> Reply:
    """Make the move at once, and tell whom it concerns; or say why it is too late."""
    now = clock()
    with transaction() as session:
        try:
            escalation = operation(
                session, click.workspace_id, int(click.value), by=click.user_id, now=now
            )
        except CannotMove as error:
            return Reply(whisper=_why_not(error, by=click.user_id))
        notices.tell(session, Moved(escalation, move, now, by=click.user_id))
    return Reply.none()


def open_form(
    click: Click, move: Move, form: Callable[[Escalation], Json], transaction: Transaction
) -> Reply:
    """Open the form that makes the move, if the person may make it now."""
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
    try:
        checking.check(escalation, move, by=click.user_id)
    except CannotMove as error:
        return Reply(whisper=_why_not(error, by=click.user_id))
    return Reply.open(form(escalation))


def send(
    submission: Submission,
    move: Move,
    operation: Operation,
    transaction: Transaction,
    clock: Clock,
    *,
    field: str,
    why: str | None = None,
) -> Reply:
    """Make the move that a form was sent for, and tell whom it concerns.

    If it is too late, the form stays open and says so at `field`: what was typed can be copied.
    """
    now = clock()
    try:
        with transaction() as session:
            escalation = operation(
                session,
                submission.workspace_id,
                int(submission.metadata),
                by=submission.user_id,
                now=now,
            )
            moved = Moved(escalation, move, now, by=submission.user_id, why=why)
            notices.tell(session, moved)
    except TooLate as error:
        raise InvalidInput(field, f"{error} Your text was not sent; copy it if needed.") from error
    return Reply.none()


def _why_not(error: CannotMove, *, by: str) -> str:
    escalation = error.escalation
    if not escalation.roles_of(by):
        return refusals.private(escalation)
    if isinstance(error, TooLate):
        return refusals.too_late(escalation)
    return refusals.not_theirs(escalation, error.move)
