"""What the clock does to teams: places that people left are filled, and leads are warned."""

from datetime import datetime, timedelta

from bot.db import Transaction
from bot.hours import queries as hours
from bot.teams import notices, queries
from bot.teams.notices import HolidaysEnd
from bot.teams.operations import succession
from bot.worktime.queries import find_data_end

BATCH = 100
"""People who left that one turn deals with; the rest come with the next."""


WARNED_BEFORE = timedelta(days=60)
"""Time enough to install a newer release."""


def fill_places(*, transaction: Transaction, now: datetime) -> None:
    """Put somebody in the place of each person in a team whose account was deactivated."""
    with transaction() as session:
        left = queries.list_gone(session, limit=BATCH)
    for workspace_id, gone in left.items():
        with transaction() as session:
            filled = succession.fill_places(session, workspace_id, gone, now=now)
            notices.tell_filled(session, filled, now=now)


def warn_of_holidays(*, transaction: Transaction, now: datetime) -> None:
    """Tell the leads when the holidays of a country in use are known no longer than two months."""
    with transaction() as session:
        in_use = hours.count_people_by_country(session)
    for (workspace_id, country), people in sorted(in_use.items()):
        ends_on = find_data_end(country)
        if ends_on is not None and now.date() >= ends_on - WARNED_BEFORE:
            with transaction() as session:
                ends = HolidaysEnd(country, ends_on, people)
                notices.warn_of_holidays(session, workspace_id, ends, now=now)


SCHEDULE = {
    "teams.fill_places": (timedelta(seconds=5), fill_places),
    "teams.warn_of_holidays": (timedelta(hours=1), warn_of_holidays),
}
