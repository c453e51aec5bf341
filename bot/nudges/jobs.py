"""What the clock does to what waits: it is told when there is room for it, or dropped."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.nudges import notices
from bot.nudges.models import NudgeMessage, Recipient
from bot.nudges.operations import telling
from bot.nudges.queries import ledger, recipients
from bot.outbox.rules.states import State

BATCH = 100
"""People that one turn looks at; the rest follow at once."""


def deliver(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Tell everybody who may be told something; return when the next one may be."""

    def find(session: Session) -> Sequence[Recipient]:
        return recipients.lock_due(session, now=now, limit=BATCH)

    def tell(session: Session, due: Sequence[Recipient]) -> None:
        notices.tell_due(session, due, now=now)

    if scheduling.for_all(transaction, find, tell) == BATCH:
        return now
    with transaction() as session:
        return recipients.find_next_at(session, now=now)


def settle(*, transaction: Transaction, now: datetime) -> None:
    """Note which messages arrived; what one said that came too late to be sent waits again."""

    def find(session: Session) -> Sequence[tuple[NudgeMessage, State]]:
        return ledger.lock_settled(session, limit=BATCH)

    def note(session: Session, settled: Sequence[tuple[NudgeMessage, State]]) -> None:
        for message, state in settled:
            telling.settle(session, message, arrived=state is not State.EXPIRED, now=now)

    scheduling.for_all(transaction, find, note)


def drop_expired(*, transaction: Transaction, now: datetime) -> None:
    """Drop what nobody needs to be told any more."""
    with transaction() as session:
        telling.expire(session, now=now)


SCHEDULE = {
    "nudges.deliver": (timedelta(seconds=1), deliver),
    "nudges.settle": (timedelta(seconds=15), settle),
    "nudges.drop_expired": (timedelta(seconds=15), drop_expired),
}
