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
from bot.escalations.blocks import card, forms, sentences
from bot.escalations.models import Escalation
from bot.escalations.operations import moving
from bot.escalations.operations.moving import NotTheRaiser, TooLate
from bot.escalations.rules import Move
from bot.slack import modals
from bot.slack.values import Click, Json, Reply, Submission

_REFUSALS = {TooLate: sentences.too_late, NotTheRaiser: sentences.only_the_raiser}


class Operation(Protocol):
    """One of the operations, with all but who and when filled in."""

    def __call__(
        self, session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
    ) -> Escalation:
        """Move the escalation, or raise TooLate or NotTheRaiser."""


class Tell(Protocol):
    """One of the notices."""

    def __call__(self, session: Session, escalation: Escalation, *, now: datetime) -> None:
        """Enqueue what people are told of the move."""


def on_acknowledge(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Make the person who pressed the owner."""
    return _press(click, moving.acknowledge, notices.tell_acknowledged, transaction, clock)


def on_accept(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Close the escalation with its answer."""
    return _press(click, moving.accept, notices.tell_accepted, transaction, clock)


def on_answer(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form for the answer, if one is still wanted."""
    return _open(click, Move.ANSWER, forms.answer_form, transaction)


def on_reopen(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that asks what is missing, if the answer is still open to that."""
    return _open(click, Move.REOPEN, forms.reopen_form, transaction)


def on_open(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the card to somebody whom it concerns: its channel may be closed to others."""
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
    if not moving.may_open(escalation, by=click.user_id):
        return Reply(whisper=sentences.not_for_you(escalation))
    return Reply.open(card.look(escalation))


def on_give_answer(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Record the answer and tell the raiser."""
    text = modals.text(submission.values, "answer", missing="Please write your answer.")
    return _send(
        submission,
        field="answer",
        operation=partial(moving.answer, text=text),
        tell=notices.tell_answered,
        transaction=transaction,
        clock=clock,
    )


def on_say_why(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Reopen the escalation with what is missing."""
    why = modals.text(submission.values, "why", missing="Please say what is still missing.")
    return _send(
        submission,
        field="why",
        operation=partial(moving.reopen, why=why),
        tell=notices.tell_reopened,
        transaction=transaction,
        clock=clock,
    )


def _press(
    click: Click, operation: Operation, tell: Tell, transaction: Transaction, clock: Clock
) -> Reply:
    now = clock()
    with transaction() as session:
        try:
            escalation = operation(
                session, click.workspace_id, int(click.value), by=click.user_id, now=now
            )
        except (TooLate, NotTheRaiser) as error:
            return Reply(whisper=_REFUSALS[type(error)](error.escalation))
        tell(session, escalation, now=now)
    return Reply.none()


def _open(
    click: Click, move: Move, form: Callable[[Escalation], Json], transaction: Transaction
) -> Reply:
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
    try:
        moving.check(escalation, move, by=click.user_id)
    except (TooLate, NotTheRaiser) as error:
        return Reply(whisper=_REFUSALS[type(error)](error.escalation))
    return Reply.open(form(escalation))


def _send(
    submission: Submission,
    *,
    field: str,
    operation: Operation,
    tell: Tell,
    transaction: Transaction,
    clock: Clock,
) -> Reply:
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
            tell(session, escalation, now=now)
    except TooLate as error:
        # The form stays open: what was typed can be copied.
        raise InvalidInput(field, f"{error} Your text was not sent; copy it if needed.") from error
    return Reply.none()
