"""What every test of the roadmap can ask for."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from bot.db import Transaction
from tests import story as stories
from tests.clock import MovedClock
from tests.roadmap import world as worlds
from tests.roadmap.world import World
from tests.story import Story


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams and no initiative, on both databases."""
    return worlds.build(transaction, clock)


@pytest.fixture
def sqlite_story(sqlite_database: sqlalchemy.URL, clock: MovedClock) -> Iterator[Story]:
    """A story on one database: for what has nothing to do with databases."""
    url = sqlite_database.render_as_string(hide_password=False)
    with stories.story(url, clock) as told:
        yield told
