"""From a click or a form to one move, whichever it is: what they have in common."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.escalations import notices, queries
from bot.escalations.blocks import more, refusals
from bot.escalations.models import Escalation
from bot.escalations.notices import Moved
from bot.escalations.operations import checking
from bot.escalations.operations.checking import AtTheTop, CannotMove, TooLate
from bot.escalations.rules import Move
from bot.slack.values import Click, Json, Reply, Submission


class Operation(Protocol):
    """One of the operations, with all but who and when filled in."""

    def __call__(
        self, session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
    ) -> Escalation:
        """Move the escalation, or raise TooLate or NotTheirs."""


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
            return Reply(whisper=why_not(error, by=click.user_id))
        notices.tell(session, Moved(escalation, move, now, by=click.user_id))
    if click.metadata == more.METADATA:
        return Reply.update(look(escalation, click.user_id))
    return Reply.none()


def open_form(
    click: Click, move: Move, form: Callable[[Escalation], Json], transaction: Transaction
) -> Reply:
    """Open the form that makes the move, if the person may make it now.

    It takes the place of the modal in which they pressed, if they did.
    """
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
    try:
        checking.check(escalation, move, by=click.user_id)
    except CannotMove as error:
        return Reply(whisper=why_not(error, by=click.user_id))
    return show(click, form(escalation))


def show(click: Click, view: Json) -> Reply:
    """Show a view: in place of the modal in which the person pressed, or as a new one."""
    return Reply.update(view) if click.metadata == more.METADATA else Reply.open(view)


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
            escalation = operation(
                session,
                submission.workspace_id,
                int(submission.metadata),
                by=submission.user_id,
                now=now,
            )
        except TooLate as error:
            told = f"{error} Your text was not sent; copy it if needed."
            raise InvalidInput(field, told) from error
        notices.tell(session, Moved(escalation, move, now, by=submission.user_id, why=why))
    return Reply.none()


def look(escalation: Escalation, user_id: str) -> Json:
    """Return the escalation as a modal for somebody, with what they can do."""
    moves = [each for each in more.MOVES if _may(escalation, each, user_id)]
    mine = next((each for each in escalation.participants if each.user_id == user_id), None)
    return more.more(escalation, moves, mine)


def _may(escalation: Escalation, move: Move, user_id: str) -> bool:
    try:
        checking.check(escalation, move, by=user_id)
    except CannotMove:
        return False
    return True


def why_not(error: CannotMove, *, by: str) -> str:
    """Return what is said to who may not make the move, or not any more."""
    escalation = error.escalation
    if not escalation.roles_of(by):
        return refusals.private(escalation)
    if isinstance(error, AtTheTop):
        return f"Nothing changed: {error}"
    if isinstance(error, TooLate):
        return refusals.too_late(escalation)
    return refusals.not_theirs(escalation, error.move)
