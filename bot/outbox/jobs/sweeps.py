"""Settling what a process that died was sending, and dropping what nobody needs any more."""

import logging
from datetime import datetime, timedelta

from bot.db import Transaction
from bot.outbox.operations import sending

logger = logging.getLogger(__name__)


def settle_leftovers(*, transaction: Transaction, now: datetime) -> None:
    """Mark as unknown what a dead sender was at, and as expired what nobody needs any more."""
    with transaction() as session:
        unknown = sending.give_up_leases(session, now=now)
        expired = sending.expire(session, now=now)
    if unknown or expired:
        logger.warning("outbox: %d left by a dead sender, %d expired", unknown, expired)


SCHEDULE = {"outbox.settle_leftovers": (timedelta(seconds=15), settle_leftovers)}
