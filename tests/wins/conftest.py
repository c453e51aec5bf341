"""What every test of wins can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.wins import world as worlds
from tests.wins.world import World


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams and two channels for wins, on both databases."""
    return worlds.build(transaction, clock)
