"""What the clock does about channels and groups that are followed, besides reading them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.people import queries
from bot.people.models import Channel
from bot.people.operations import following

KEPT_FOR = timedelta(days=7)
"""How long it is kept that somebody left: an event that comes late must find it. Slack repeats an
event for a day at most (docs.slack.dev/apis/events-api, "Delayed Events")."""

BATCH = 50
"""Channels in one transaction: others want the database too."""


def follow_private(*, transaction: Transaction, now: datetime) -> None:
    """Know who is in the private channels that we are in: what is kept there is for them alone.

    Not where Slack tells of a channel: two readings of it would wait for each other.
    """

    def find(session: Session) -> Sequence[Channel]:
        return queries.list_unfollowed(session, limit=BATCH)

    def follow(session: Session, found: Sequence[Channel]) -> None:
        for channel in found:
            following.follow(session, channel.workspace_id, channel.channel_id, now=now)

    scheduling.for_all(transaction, find, follow)


def forget_leavers(*, transaction: Transaction, now: datetime) -> None:
    """Forget those who left long ago."""
    with transaction() as session:
        following.forget_leavers(session, before=now - KEPT_FOR)


SCHEDULE = {
    "people.follow_private": (timedelta(seconds=5), follow_private),
    "people.forget_leavers": (timedelta(hours=1), forget_leavers),
}
