"""What every test of who answers for what can ask for."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from bot.db import Transaction
from tests.clock import MovedClock
from tests.ownership import world as worlds
from tests.ownership.world import World


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams and nothing on their lists, on both databases."""
    return worlds.build(transaction, clock)


@pytest.fixture
def sqlite_world(sqlite_database: sqlalchemy.URL, clock: MovedClock) -> Iterator[World]:
    """The same on one database: for what has nothing to do with databases."""
    url = sqlite_database.render_as_string(hide_password=False)
    with worlds.opened(url) as transaction:
        yield worlds.build(transaction, clock)
