"""Reading the words of decisions that were there before they could be found by them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.decisions.models import Decision
from bot.decisions.operations import indexing
from bot.decisions.queries import indexed

BATCH = 50
"""Decisions in one transaction: others want the database too."""


def read_unread(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Let decisions be found whose words are still to be read, at most BATCH at a time."""

    def index(session: Session, found: Sequence[Decision]) -> None:
        indexing.index(session, *found, now=now)

    find = partial(indexed.lock_unread, limit=BATCH)
    return now if scheduling.for_all(transaction, find, index) == BATCH else None
