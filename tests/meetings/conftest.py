"""What every test of meetings can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.meetings import scenes
from tests.meetings import world as worlds
from tests.meetings.world import World
from tests.story import Story


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams whose people are known, on both databases."""
    return worlds.build(transaction, clock)


@pytest.fixture
def company(sqlite_story: Story) -> Story:
    """A story in which the teams are set up, their people are known, and it is Monday, 09:00."""
    return scenes.prepared(sqlite_story)
