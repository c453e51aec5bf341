"""The outbox as a test writes and reads it, a transaction each time."""

from typing import Any

import sqlalchemy
from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.outbox.models import Gate, OutboxMessage
from bot.outbox.operations import sending, writing
from bot.outbox.operations.sending import Attempt
from bot.outbox.operations.writing import Draft
from bot.outbox.rules import Outcome, State, Step
from tests.clock import MovedClock

APPLIED = Attempt(Outcome.APPLIED, channel_id="C1", ts="1.1")


class Outbox:
    """One workspace's outbox."""

    def __init__(self, transaction: Transaction, workspace_id: int, clock: MovedClock) -> None:
        self.transaction = transaction
        self.workspace_id = workspace_id
        self.clock = clock

    def post(self, key: str = "card", destination: str = "C0IT0000003", **more: Any) -> int:
        with self.transaction() as session:
            draft = Draft(key, destination, **{"text": f"The words of {key}"} | more)
            writing.post(session, draft, workspace_id=self.workspace_id, now=self.clock())
            return self._get(session, key).id

    def reply(self, key: str, *, to: str, text: str = "A reply") -> int:
        with self.transaction() as session:
            parent = self._get(session, to)
            writing.reply(session, to=parent, key=key, text=text, now=self.clock())
            return self._get(session, key).id

    def update(self, key: str, text: str, blocks: writing.Blocks = ()) -> None:
        with self.transaction() as session:
            target = self._get(session, key)
            writing.update(session, target=target, text=text, blocks=blocks, now=self.clock())

    def whisper(self, response_url: str, text: str = "Too late") -> None:
        with self.transaction() as session:
            writing.whisper(
                session,
                workspace_id=self.workspace_id,
                response_url=response_url,
                text=text,
                now=self.clock(),
            )

    def claim(self) -> OutboxMessage | None:
        with self.transaction() as session:
            return sending.claim(session, workspace_id=self.workspace_id, now=self.clock())

    def claimed(self) -> OutboxMessage:
        """Claim what must be there."""
        message = self.claim()
        assert message is not None
        return message

    def settle(self, message: OutboxMessage, attempt: Attempt = APPLIED) -> Step:
        with self.transaction() as session:
            return sending.settle(session, message, attempt, now=self.clock())

    def send(self, attempt: Attempt = APPLIED) -> OutboxMessage:
        """Claim a message and settle it, as if Slack had been asked; return it as claimed."""
        message = self.claimed()
        self.settle(message, attempt)
        return message

    def get(self, key: str) -> OutboxMessage:
        with self.transaction() as session:
            return self._get(session, key)

    def all(self) -> list[OutboxMessage]:
        with self.transaction() as session:
            return list(session.scalars(sqlalchemy.select(OutboxMessage).order_by("id")))

    def states(self) -> list[State]:
        """Return every message's state, in the order in which they were written."""
        return [message.state for message in self.all()]

    def gates(self) -> list[str]:
        with self.transaction() as session:
            return list(session.scalars(sqlalchemy.select(Gate.destination)))

    def _get(self, session: Session, key: str) -> OutboxMessage:
        found = sqlalchemy.select(OutboxMessage).where(
            OutboxMessage.workspace_id == self.workspace_id, OutboxMessage.key == key
        )
        return session.scalars(found).one()
