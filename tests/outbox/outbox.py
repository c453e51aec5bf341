"""The outbox as a test writes and reads it, a transaction each time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy.orm import Session

from bot import outbox
from bot.db import Transaction
from bot.outbox.models import Gate, Lane, OutboxMessage
from bot.outbox.operations import claiming, lanes, looking, settling, writing
from bot.outbox.operations.looking import Place, Sighting
from bot.outbox.operations.recording import Attempt
from bot.outbox.operations.writing import Draft
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.pace import Bucket
from bot.outbox.rules.states import State
from bot.outbox.rules.steps import Step
from bot.people import queries as people
from bot.slack import block_kit
from tests.clock import MovedClock
from tests.installations.workspaces import install

IT = "C0IT0000003"
UNHEARD = Attempt(Outcome.UNKNOWN, error="TimeoutError")
REFUSED = Attempt(Outcome.NOT_APPLIED, error="ClientConnectorError")
CLOSED = Attempt(Outcome.DESTINATION_CANNOT_RECEIVE, error="not_in_channel")
WRONG = Attempt(Outcome.OUR_FAULT, error="invalid_blocks")
REVOKED = Attempt(Outcome.WORKSPACE_CANNOT_RECEIVE, error="token_revoked")

USUAL = Patience()
NOTHING: Mapping[str, Sequence[str]] = {}

Result = tuple[OutboxMessage, Attempt]


def applied(message: OutboxMessage) -> Attempt:
    """Return what Slack answers to a message that it took; people's messages are in a D…."""
    if message.is_update:
        return Attempt(Outcome.APPLIED, channel_id=message.channel_id, ts=message.ts)
    parent = message.parent
    channel_id = (parent.channel_id if parent else None) or message.destination
    if channel_id.startswith("U"):
        channel_id = f"D{channel_id[1:]}"
    return Attempt(Outcome.APPLIED, channel_id=channel_id, ts=f"{message.id}.{message.attempts}")


def limited(seconds: float) -> Attempt:
    return Attempt(
        Outcome.RATE_LIMITED, error="ratelimited", retry_after=timedelta(seconds=seconds)
    )


class Outbox:
    """One workspace's outbox; `bucket` holds back nothing unless a test says so."""

    def __init__(self, transaction: Transaction, workspace_id: int, clock: MovedClock) -> None:
        self.transaction = transaction
        self.workspace_id = workspace_id
        self.clock = clock
        self.bucket = Bucket(0)

    @classmethod
    def of_new_workspace(
        cls, transaction: Transaction, clock: MovedClock, slack_id: str = "T1"
    ) -> "Outbox":
        with transaction() as session:
            workspace_id = install(session, slack_id=slack_id).id
            lanes.open_(session, [workspace_id], now=clock())
        return cls(transaction, workspace_id, clock)

    def post(self, key: str = "card", destination: str = IT, **more: Any) -> int:
        with self.transaction() as session:
            draft = Draft(key, destination, **{"text": f"The words of {key}"} | more)
            outbox.post(session, draft, workspace_id=self.workspace_id, now=self.clock())
            return self._get(session, key).id

    def post_many(self, number: int) -> None:
        """Write `number` messages, each to a channel of its own."""
        drafts = [Draft(f"many:{each}", f"C{each}", "Hello") for each in range(number)]
        with self.transaction() as session:
            outbox.post(session, *drafts, workspace_id=self.workspace_id, now=self.clock())

    def reply(self, key: str, *, to: str, text: str = "A reply") -> int:
        with self.transaction() as session:
            own = self.workspace_id
            new = outbox.Reply(to, key, text)
            outbox.reply(session, new, workspace_id=own, now=self.clock())
            return self._get(session, key).id

    def update(self, key: str, text: str, blocks: writing.Blocks = ()) -> None:
        with self.transaction() as session:
            own = self.workspace_id
            change = outbox.Change(key, text, blocks)
            outbox.update(session, change, workspace_id=own, now=self.clock())

    def publish(self, *texts: str, user_id: str = "U1") -> None:
        """Let somebody's Home say this, in as many sections."""
        blocks = [block_kit.section(text) for text in texts]
        with self.transaction() as session:
            own = self.workspace_id
            home = outbox.Home(user_id, blocks, metadata=" ".join(texts))
            outbox.publish(session, home, workspace_id=own, now=self.clock())

    def whisper(self, response_url: str, text: str = "Too late") -> None:
        with self.transaction() as session:
            own = self.workspace_id
            outbox.whisper(
                session, workspace_id=own, response_url=response_url, text=text, now=self.clock()
            )

    def delete(self, channel_id: str, ts: str) -> None:
        with self.transaction() as session:
            own = self.workspace_id
            writing.delete(
                session, workspace_id=own, channel_id=channel_id, ts=ts, now=self.clock()
            )

    def ask(self, room: int = 32) -> claiming.Claim:
        """Claim, and return when to come again too."""
        with self.transaction() as session:
            return claiming.claim(
                session,
                workspace_ids=[self.workspace_id],
                bucket=self.bucket,
                barred=people.find_outsiders,
                room=room,
                now=self.clock(),
            )

    def claim(self, room: int = 32) -> Sequence[OutboxMessage]:
        return self.ask(room).messages

    def take(self, room: int = 32) -> list[str]:
        """Claim, and return the keys of what was claimed."""
        return [message.key for message in self.claim(room)]

    def claimed(self) -> OutboxMessage:
        """Claim one that must be there."""
        (message,) = self.claim(room=1)
        return message

    def settle(self, message: OutboxMessage, attempt: Attempt | None = None) -> Step | None:
        (step,) = self.settle_all([(message, attempt or applied(message))])
        return step

    def settle_all(self, results: Sequence[Result]) -> list[Step | None]:
        with self.transaction() as session:
            return settling.settle(session, results, now=self.clock())

    def send(self, attempt: Attempt | None = None) -> OutboxMessage:
        """Claim a message and settle it, as if Slack had been asked; return it as claimed."""
        message = self.claimed()
        self.settle(message, attempt)
        return message

    def look(
        self, seen: Mapping[str, Sequence[str]] = NOTHING, *, patience: Patience = USUAL
    ) -> None:
        """Look wherever it is time to; what is `seen` has the ts of its copies, by its key."""
        copies = {self.get(key).marker: list(found) for key, found in seen.items()}
        for place in self.looks():
            with self.transaction() as session:
                sighting = Sighting(place.channel_id or f"D{place.destination[1:]}", copies)
                looking.record_sighting(session, place, sighting, patience, now=self.clock())

    def looks(self, limit: int = 20) -> list[Place]:
        with self.transaction() as session:
            return looking.claim_looks(
                session, workspace_ids=[self.workspace_id], now=self.clock(), limit=limit
            )

    def repost(self, key: str) -> None:
        """Look twice for a message that is not there; then it is to be posted again."""
        for seconds in (15, 120):
            self.clock.advance(seconds=seconds)
            self.look()
        message = self.get(key)
        assert (message.state, message.due_at) == (State.PENDING, self.clock())

    def supersede(self) -> None:
        with self.transaction() as session:
            settling.supersede(session, now=self.clock())

    def expire(self) -> int:
        with self.transaction() as session:
            return settling.expire(session, now=self.clock())

    def give_up_leases(self, limit: int = 100) -> int:
        with self.transaction() as session:
            return settling.give_up_leases(session, now=self.clock(), limit=limit)

    def get(self, key: str = "card") -> OutboxMessage:
        with self.transaction() as session:
            return self._get(session, key)

    def all(self) -> list[OutboxMessage]:
        """Return the workspace's messages in the order in which they were written."""
        mine = OutboxMessage.workspace_id == self.workspace_id
        with self.transaction() as session:
            found = sqlalchemy.select(OutboxMessage).where(mine).order_by(OutboxMessage.id)
            return list(session.scalars(found))

    def states(self) -> list[State]:
        return [message.state for message in self.all()]

    def deletions(self) -> list[tuple[str, str]]:
        """Return channel and ts of what is to be deleted, or has been."""
        return [
            (message.destination, message.payload["ts"])
            for message in self.all()
            if message.method.value == "chat.delete"
        ]

    def gates(self) -> dict[str, datetime]:
        mine = sqlalchemy.select(Gate).where(Gate.workspace_id == self.workspace_id)
        with self.transaction() as session:
            return {gate.scope: gate.closed_until for gate in session.scalars(mine)}

    def lane(self) -> Lane:
        with self.transaction() as session:
            return session.get_one(Lane, self.workspace_id)

    def _get(self, session: Session, key: str) -> OutboxMessage:
        mine = OutboxMessage.workspace_id == self.workspace_id
        return session.scalars(
            sqlalchemy.select(OutboxMessage).where(mine, OutboxMessage.key == key)
        ).one()
