"""What the clock does with decisions."""

from datetime import datetime, timedelta

from bot.db import Transaction
from bot.decisions.operations import drafts
from bot.scheduling import Schedule


def drop_drafts(*, transaction: Transaction, now: datetime) -> None:
    """Forget forms that were closed more than a week ago."""
    with transaction() as session:
        drafts.drop_old(session, now=now)


SCHEDULE: Schedule = {"decisions.drop_drafts": (timedelta(hours=1), drop_drafts)}
