"""What the clock does with wins: each working morning, what is new is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.scheduling import Schedule
from bot.teams import queries as teams
from bot.wins import notices, queries
from bot.wins.jobs import pictures, rounds
from bot.wins.models import Channel
from bot.wins.operations import posting, reacting
from bot.wins.rules.reactions import KEPT_FOR

BATCH = 20


def tell(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Tell every channel whose morning it is of what is new, once."""
    with transaction() as session:
        posting.begin(session, queries.list_new_channels(session, limit=BATCH), now=now)

    def find(session: Session) -> Sequence[Channel]:
        return queries.lock_due(session, now=now, limit=BATCH)

    def tell_all(session: Session, due: Sequence[Channel]) -> None:
        for channel in due:
            _tell(session, channel, now)

    return now if scheduling.for_all(transaction, find, tell_all) == BATCH else None


def _tell(session: Session, channel: Channel, now: datetime) -> None:
    everywhere = teams.list_teams(session, channel.workspace_id)
    here = [team for team in everywhere if channel.channel_id in posting.channels_of(team)]
    post = posting.take(session, channel, here, now=now) if here else None
    if post is not None:
        picture = pictures.draw(session, post, everywhere, now=now)
        notices.post(session, post, picture=picture, now=now)
    posting.move_on(session, channel, here, now=now)


def forget_reactions(*, transaction: Transaction, now: datetime) -> None:
    """Forget reactions of long ago."""
    with transaction() as session:
        reacting.forget(session, before=now - KEPT_FOR)


SCHEDULE: Schedule = {
    "wins.tell": (timedelta(seconds=15), tell),
    "wins.go_round": (timedelta(minutes=1), rounds.go_round),
    "wins.forget_reactions": (timedelta(hours=1), forget_reactions),
}
