"""Where the tests of nudges write down what people are to be told, and read what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import String, cast

from bot import nudges
from bot.db import Transaction
from bot.nudges import jobs
from bot.nudges.models import NudgeMessage, QueuedNudge, Recipient
from bot.nudges.rules import Reason
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import State
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from tests.clock import MovedClock

ANA, BEN = "U1", "U2"


@dataclass(frozen=True)
class Desk:
    """A workspace in a database; the clock is the test's."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def know(self, user_id: str, **changes: Any) -> None:
        """Let Slack have told us of somebody, who works in London unless `changes` say else."""
        said = {"zone": "Europe/London", "standing": Standing.COLLEAGUE, "is_deactivated": False}
        profile = Profile(user_id=user_id, name=user_id, **{**said, **changes})
        with self.transaction() as session:
            people.record_people(session, self.workspace_id, [profile], now=self.clock())

    def tell(self, key: str, user_id: str = ANA, **details: Any) -> None:
        """Have somebody told something that they did not ask for."""
        each = nudges.Nudge(key, user_id, f"About {key}", **details)
        with self.transaction() as session:
            nudges.nudge(session, each, workspace_id=self.workspace_id, now=self.clock())

    def hear(self, user_id: str = ANA) -> None:
        """Let somebody have done something."""
        with self.transaction() as session:
            nudges.heard_from(session, self.workspace_id, user_id, self.clock())

    def waiting(self) -> list[str]:
        """Return the keys of what still waits, oldest first."""
        return [row.key for row in self.rows() if not row.delivered_at and not row.dropped_at]

    def dropped(self) -> dict[str, Reason | None]:
        """Return why each was dropped, by its key."""
        return {row.key: row.dropped_because for row in self.rows() if row.dropped_at}

    def rows(self) -> list[QueuedNudge]:
        """Return everything that somebody was to be told, oldest first."""
        with self.transaction() as session:
            return list(session.scalars(sqlalchemy.select(QueuedNudge).order_by(QueuedNudge.id)))

    def sent(self) -> list[OutboxMessage]:
        """Return everything in the outbox, oldest first."""
        with self.transaction() as session:
            rows = sqlalchemy.select(OutboxMessage).order_by(OutboxMessage.id)
            return list(session.scalars(rows))

    def recipient(self, user_id: str = ANA) -> Recipient:
        """Return what is known of somebody as a recipient."""
        with self.transaction() as session:
            rows = sqlalchemy.select(Recipient).where(Recipient.user_id == user_id)
            return session.scalars(rows).one()

    def sweep(self, **span: float) -> datetime | None:
        """Let time pass, and then the clock do what is due."""
        self.clock.advance(**span)
        moved = {"transaction": self.transaction, "now": self.clock()}
        jobs.drop_expired(**moved)
        jobs.settle(**moved)
        return jobs.deliver(**moved)

    def arrive(self, state: State = State.SENT) -> None:
        """Let Slack have taken what is in the outbox, or let it have come to another `state`."""
        sent = {"sent_at": self.clock(), "ts": cast(OutboxMessage.id, String), "channel_id": "D1"}
        values = sent if state is State.SENT else {"dropped_at": self.clock()}
        with self.transaction() as session:
            session.execute(
                sqlalchemy.update(OutboxMessage)
                .where(OutboxMessage.state == State.PENDING)
                .values(state=state, **values)
            )

    def ledger(self) -> list[NudgeMessage]:
        """Return every message that somebody did not ask for, oldest first."""
        with self.transaction() as session:
            return list(session.scalars(sqlalchemy.select(NudgeMessage).order_by(NudgeMessage.id)))
