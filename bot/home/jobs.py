"""What the clock does to Homes: those that something new concerns are drawn again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.home import notices, operations
from bot.home.models import Feed, Home
from bot.home.queries import homes

BATCH = 50
"""Homes that one turn draws; the rest follow at once."""


def refresh(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Read what is new everywhere, and draw the Homes that it may change, if they are looked at."""
    unread = _read_news(transaction, now)
    drawn = _draw_stale(transaction, now)
    return now if unread or drawn == BATCH else None


def _read_news(transaction: Transaction, now: datetime) -> bool:
    more: list[bool] = []

    def read(session: Session, feeds: Sequence[Feed]) -> None:
        more.extend(operations.read_news(session, feed, now=now) for feed in feeds)

    scheduling.for_all(transaction, homes.lock_feeds, read)
    return any(more)


def _draw_stale(transaction: Transaction, now: datetime) -> int:
    def find(session: Session) -> Sequence[Home]:
        return homes.lock_stale(session, limit=BATCH)

    def draw(session: Session, stale: Sequence[Home]) -> None:
        # In the order of the messages' keys, like everybody who locks several.
        for home in sorted(stale, key=lambda home: (home.workspace_id, home.user_id)):
            notices.show(session, home, seen=home.drawn, now=now)

    return scheduling.for_all(transaction, find, draw)


SCHEDULE = {"home.refresh": (timedelta(seconds=1), refresh)}
"""A second: how old a Home may be that somebody looks at."""
