"""What the clock does to the list of what we own: it is asked about, and nothing stays unheld."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.ownership import notices
from bot.ownership.models import Entry
from bot.ownership.operations import confirming
from bot.ownership.queries import entries

BATCH = 100
"""Entries that one turn looks at; the rest follow at once."""

EVERY = timedelta(minutes=1)


def ask_to_confirm(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Ask the accountable people of what is due whether it is still true."""

    def find(session: Session) -> Sequence[Entry]:
        return entries.lock_due(session, now=now, limit=BATCH)

    def ask(session: Session, due: Sequence[Entry]) -> None:
        confirming.ask(due, now=now)
        notices.ask_to_confirm(session, due, now=now)

    return now if scheduling.for_all(transaction, find, ask) == BATCH else None


def find_abandoned(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Ask leads to name somebody for what people answered for who have left the company."""

    def find(session: Session) -> Sequence[Entry]:
        return entries.lock_abandoned(session, limit=BATCH)

    def abandon(session: Session, left: Sequence[Entry]) -> None:
        confirming.abandon(left, now=now)
        for entry in left:
            notices.settle(session, entry, now=now)
        notices.ask_to_name(session, left, now=now)

    return now if scheduling.for_all(transaction, find, abandon) == BATCH else None


SCHEDULE = {
    "ownership.ask_to_confirm": (EVERY, ask_to_confirm),
    "ownership.find_abandoned": (EVERY, find_abandoned),
}
