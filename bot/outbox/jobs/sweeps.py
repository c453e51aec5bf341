"""Settling what a process that died was sending, and dropping what nobody needs any more."""

import logging
from datetime import datetime, timedelta

from bot.db import Transaction
from bot.outbox.operations import gates, settling

logger = logging.getLogger(__name__)

BATCH = 100
"""Messages that one sweep settles; the rest come with the next one."""


def settle_leftovers(*, transaction: Transaction, now: datetime) -> None:
    """Settle what a dead sender was at: nobody knows whether it arrived."""
    with transaction() as session:
        left = settling.give_up_leases(session, now=now, limit=BATCH)
    if left:
        logger.warning("outbox: %d message(s) left by a dead sender", left)


def drop_expired(*, transaction: Transaction, now: datetime) -> None:
    """Drop what is too old, or has a newer form, and the gates that opened long ago."""
    with transaction() as session:
        settling.supersede(session, now=now)
        expired = settling.expire(session, now=now)
        gates.sweep(session, now=now)
    if expired:
        logger.warning("outbox: %d message(s) expired", expired)


SCHEDULE = {
    "outbox.settle_leftovers": (timedelta(seconds=1), settle_leftovers),
    "outbox.drop_expired": (timedelta(seconds=15), drop_expired),
}
