"""What every test of hours can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.hours.office import Office
from tests.installations.workspaces import install


@pytest.fixture
def office(transaction: Transaction, clock: MovedClock) -> Office:
    """An installed workspace in which nobody has said anything, on both databases."""
    with transaction() as session:
        return Office(transaction, clock, install(session).id)


@pytest.fixture
def elsewhere(transaction: Transaction, clock: MovedClock) -> Office:
    """A second workspace in the same database."""
    with transaction() as session:
        return Office(transaction, clock, install(session, slack_id="T2").id)
