"""Sending what the outbox holds: at once when this process wrote it, else at the next tick."""

import logging
from datetime import datetime

from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.outbox import blocks
from bot.outbox.jobs import calls
from bot.outbox.models import OutboxMessage
from bot.outbox.operations import sending, writing
from bot.outbox.operations.sending import Attempt
from bot.outbox.operations.writing import Draft
from bot.outbox.rules import Method, State, Step

logger = logging.getLogger(__name__)


class Sender:
    """Sends one workspace's messages; one thread at a time may use it."""

    def __init__(
        self, client: WebClient, workspace_id: int, *, transaction: Transaction, clock: Clock
    ) -> None:
        self._client = client
        self._workspace_id = workspace_id
        self._transaction = transaction
        self._clock = clock

    def send_next(self) -> bool:
        """Send the oldest message that is due; return whether there was one."""
        with self._transaction() as session:
            message = sending.claim(session, workspace_id=self._workspace_id, now=self._clock())
        if message is None:
            return False
        attempt = calls.attempt(self._client, message)
        now = self._clock()
        with self._transaction() as session:
            step = sending.settle(session, message, attempt, now=now)
            if step.state is State.PARKED and message.owner_id:
                _tell_owner(session, message, message.owner_id, attempt.error or "", now)
        _log(message, step, attempt)
        return True


def _tell_owner(
    session: Session, message: OutboxMessage, owner_id: str, error: str, now: datetime
) -> None:
    draft = Draft(f"{message.key}:parked", owner_id, blocks.cannot_deliver(message, error))
    writing.post(session, draft, workspace_id=message.workspace_id, now=now)


def _log(message: OutboxMessage, step: Step, attempt: Attempt) -> None:
    logger.log(
        _level(message, step.state),
        "message %d is %s: %s",
        message.id,
        step.state.value,
        attempt.error or "ok",
    )


def _level(message: OutboxMessage, state: State) -> int:
    if state is State.SENT:
        return logging.DEBUG
    if state is State.PENDING:
        return logging.INFO
    lost = state is State.FAILED and message.method is not Method.RESPOND
    return logging.ERROR if lost else logging.WARNING
