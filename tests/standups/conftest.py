"""What every test of stand-ups can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.standups import scenes
from tests.standups import world as worlds
from tests.standups.world import World
from tests.story import Story


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams whose people are known, on both databases."""
    return worlds.build(transaction, clock)


@pytest.fixture
def company(sqlite_story: Story) -> Story:
    """A story in which the teams are set up, their people are known, and it is Monday, 09:00."""
    return scenes.prepared(sqlite_story)


@pytest.fixture
def asked(company: Story) -> Story:
    """The story goes on: Marketing has a stand-up, and Maya was asked just now."""
    scenes.set_up(company)
    company.pass_time(minutes=31)
    return company
