"""What every test of decisions can ask for."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from bot import db
from bot.db import Transaction
from tests import databases
from tests.clock import MovedClock
from tests.decisions import world as worlds
from tests.decisions.world import World


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> Iterator[World]:
    """A workspace with two teams, on both databases; its history must be whole at the end."""
    built = worlds.build(transaction, clock)
    yield built
    assert built.altered() is None


@pytest.fixture
def sqlite_world(sqlite_database: sqlalchemy.URL, clock: MovedClock) -> Iterator[World]:
    """The same on one database: for what has nothing to do with databases."""
    url = sqlite_database.render_as_string(hide_password=False)
    engine = databases.share_statements(db.build_engine(url))
    built = worlds.build(db.sessions(engine).begin, clock)
    yield built
    assert built.altered() is None
    engine.dispose()
