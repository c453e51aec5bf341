"""What every test of teams can ask for."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from bot.db import Transaction
from bot.installations import operations as installations
from tests import story as stories
from tests.clock import MovedClock
from tests.story import Story


@pytest.fixture
def workspace_id(transaction: Transaction, clock: MovedClock) -> int:
    """A workspace that is installed and has no teams, on both databases."""
    with transaction() as session:
        return installations.install(
            session,
            slack_id="T0SANDBOX01",
            enterprise_id=None,
            name="Acme",
            bot_user_id="U0BOT",
            bot_id="B0BOT",
            now=clock(),
        ).id


@pytest.fixture
def sqlite_story(sqlite_database: sqlalchemy.URL, clock: MovedClock) -> Iterator[Story]:
    """A story on one database: for what has nothing to do with databases."""
    url = sqlite_database.render_as_string(hide_password=False)
    with stories.story(url, clock) as told:
        yield told
