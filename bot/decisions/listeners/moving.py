"""From a click or a form to one move, whichever it is: what they have in common."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions import notices, queries
from bot.decisions.blocks import card, refusals, sentences
from bot.decisions.models import Decision
from bot.decisions.notices import Moved
from bot.decisions.operations import checking
from bot.decisions.operations.checking import CannotMove, NotTheirs, Restricted
from bot.decisions.operations.voting import AlreadyVoted
from bot.decisions.queries.decisions import GONE
from bot.decisions.rules import Move
from bot.errors import InvalidInput
from bot.slack.ids import read_id
from bot.slack.values import Click, Json, Reply, Submission


class Operation(Protocol):
    """One of the operations, with all but who and when filled in."""

    def __call__(
        self, session: Session, workspace_id: int, decision_id: int, *, by: str, now: datetime
    ) -> Decision:
        """Move the decision, or raise CannotMove."""


def id_of(value: str) -> int:
    """Return the id that a button or a form was drawn with; raise NotFound for anything else."""
    return read_id(value, gone=GONE)


def press(
    click: Click, move: Move, operation: Operation, transaction: Transaction, clock: Clock
) -> Reply:
    """Make the move at once, and tell whom it concerns; or say why it is too late."""
    now = clock()
    with transaction() as session:
        try:
            decision = operation(
                session, click.workspace_id, id_of(click.value), by=click.user_id, now=now
            )
        except CannotMove as error:
            return Reply(whisper=why_not(error))
        notices.tell(session, Moved(decision, move, now, by=click.user_id))
    if click.metadata == card.METADATA:
        return Reply.update(card.modal(decision))
    if (click.channel_id or "").startswith("D"):
        # The card is elsewhere: nothing that they see would change.
        return Reply(whisper=f"{decision.name}: {sentences.sentence(decision)}")
    return Reply.none()


def open_form(
    click: Click,
    move: Move,
    form: Callable[[Decision], Json],
    transaction: Transaction,
    clock: Clock,
) -> Reply:
    """Open the form that makes the move, if the person may make it now."""
    with transaction() as session:
        decision = queries.get_decision(
            session, workspace_id=click.workspace_id, decision_id=id_of(click.value)
        )
        try:
            checking.check(session, decision, move, by=click.user_id, now=clock())
        except CannotMove as error:
            return Reply(whisper=why_not(error))
    return show(click, form(decision))


def show(click: Click, view: Json) -> Reply:
    """Show a view: in place of the card in a modal on which the person pressed, or as a new one."""
    return Reply.update(view) if click.metadata == card.METADATA else Reply.open(view)


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
    with transaction() as session:
        try:
            decision = operation(
                session,
                submission.workspace_id,
                id_of(submission.metadata),
                by=submission.user_id,
                now=now,
            )
        except CannotMove as error:
            told = f"{error} Your text was not sent; copy it if needed."
            raise InvalidInput(field, told) from error
        notices.tell(session, Moved(decision, move, now, by=submission.user_id, why=why))
    return Reply.none()


def why_not(error: CannotMove) -> str:
    """Return what is said to who may not make the move, or not any more."""
    if isinstance(error, Restricted):
        return refusals.restricted(error.decision)
    if isinstance(error, AlreadyVoted):
        return refusals.already(error.decision, error.seat)
    if isinstance(error, NotTheirs):
        return refusals.not_theirs(error.decision, error.move)
    return refusals.too_late(error.decision)
