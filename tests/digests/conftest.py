"""What every test of digests can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.digests import world as worlds
from tests.digests.world import World


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams, on both databases."""
    return worlds.build(transaction, clock)
