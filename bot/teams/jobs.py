"""What the clock does to teams: places that people left are filled, and leads are warned."""

from datetime import datetime, timedelta

from bot.db import Transaction
from bot.hours import queries as hours
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


def warn_of_holidays(*, transaction: Transaction, now: datetime) -> None:
    """Tell those who can see to it that the holidays of a country are soon known no longer."""
    with transaction() as session:
        ending = {
            ends: hours.count_people_by_workspace(session, ends.country)
            for ends in hours.list_holidays_ending(session, now=now)
        }
    for ends, concerned in ending.items():
        for workspace_id, people in sorted(concerned.items()):
            with transaction() as session:
                notices.warn_of_holidays(session, workspace_id, ends, people=people, now=now)


SCHEDULE = {
    "teams.fill_places": (timedelta(seconds=5), fill_places),
    "teams.warn_of_holidays": (timedelta(hours=1), warn_of_holidays),
}
