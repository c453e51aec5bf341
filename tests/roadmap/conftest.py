"""What every test of the roadmap can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.roadmap import world as worlds
from tests.roadmap.world import World


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams and no initiative, on both databases."""
    return worlds.build(transaction, clock)
