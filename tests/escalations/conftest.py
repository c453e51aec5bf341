"""What every test of escalations can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.escalations import world as worlds
from tests.escalations.world import World


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams, on both databases."""
    return worlds.build(transaction, clock)
