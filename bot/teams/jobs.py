"""What the clock does to teams: places that people left are filled."""

from datetime import datetime, timedelta

from bot.db import Transaction
from bot.teams import notices, queries
from bot.teams.operations import succession

BATCH = 100
"""People who left that one turn deals with; the rest come with the next."""


def fill_places(*, transaction: Transaction, now: datetime) -> None:
    """Put somebody in the place of each person in a team whose account was deactivated."""
    with transaction() as session:
        left = queries.list_gone(session, limit=BATCH)
    for workspace_id, gone in left.items():
        with transaction() as session:
            filled = succession.fill_places(session, workspace_id, gone, now=now)
            notices.tell_filled(session, filled, now=now)


SCHEDULE = {"teams.fill_places": (timedelta(seconds=5), fill_places)}
