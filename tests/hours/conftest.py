"""What every test of hours can ask for."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from bot.db import Transaction
from tests import story as stories
from tests.clock import MovedClock
from tests.hours.office import Office
from tests.installations.workspaces import install
from tests.story import Story


@pytest.fixture
def office(transaction: Transaction, clock: MovedClock) -> Office:
    """An installed workspace in which nobody has said anything, on both databases."""
    with transaction() as session:
        return Office(transaction, clock, install(session).id)


@pytest.fixture
def elsewhere(transaction: Transaction, clock: MovedClock) -> Office:
    """A second workspace in the same database."""
    with transaction() as session:
        return Office(transaction, clock, install(session, slack_id="T2").id)


@pytest.fixture
def sqlite_story(sqlite_database: sqlalchemy.URL, clock: MovedClock) -> Iterator[Story]:
    """A story on one database: for what has nothing to do with databases."""
    url = sqlite_database.render_as_string(hide_password=False)
    with stories.story(url, clock) as told:
        yield told
