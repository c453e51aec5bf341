"""What the clock does to escalations: the next people are asked when the last ones did not act."""

from datetime import datetime, timedelta
from functools import partial

from bot import scheduling
from bot.db import Transaction
from bot.escalations import notices, queries
from bot.escalations.operations import moving
from bot.escalations.queries import Overdue

BATCH = 100
"""Rows a tick looks at; the rest come with the next one, a second later."""


def advance_overdue(*, transaction: Transaction, now: datetime) -> None:
    """Move every escalation up that nobody took in time."""
    with transaction() as session:
        overdue = queries.list_overdue(session, now=now, limit=BATCH)
    scheduling.for_each(overdue, partial(_advance, transaction, now))


def _advance(transaction: Transaction, now: datetime, overdue: Overdue) -> None:
    with transaction() as session:
        escalation = moving.advance(
            session,
            overdue.workspace_id,
            overdue.escalation_id,
            delivered_at=overdue.delivered_at,
            now=now,
        )
        if escalation:
            notices.tell_advanced(session, escalation, now=now)


SCHEDULE = {"escalations.advance_overdue": (timedelta(seconds=1), advance_overdue)}
