"""What every test of teams can ask for."""

import pytest

from bot.db import Transaction
from bot.installations import operations as installations
from tests.clock import MovedClock


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
