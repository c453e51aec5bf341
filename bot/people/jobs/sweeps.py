"""Forgetting who left the channels and groups that are followed."""

from datetime import datetime, timedelta

from bot.db import Transaction
from bot.people.operations import following

KEPT_FOR = timedelta(days=7)
"""How long it is kept that somebody left: an event that comes late must find it. Slack repeats an
event for a day at most (docs.slack.dev/apis/events-api, "Delayed Events")."""


def forget_leavers(*, transaction: Transaction, now: datetime) -> None:
    """Forget those who left long ago."""
    with transaction() as session:
        following.forget_leavers(session, before=now - KEPT_FOR)


SCHEDULE = {"people.forget_leavers": (timedelta(hours=1), forget_leavers)}
