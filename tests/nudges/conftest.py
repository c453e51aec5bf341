"""What every test of nudges can ask for."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.installations.workspaces import install
from tests.nudges.desk import Desk


@pytest.fixture
def workspace_id(transaction: Transaction) -> int:
    """An installed workspace of which nobody is known, on both databases."""
    with transaction() as session:
        return install(session).id


@pytest.fixture
def desk(transaction: Transaction, clock: MovedClock, workspace_id: int) -> Desk:
    """Where people are told things, on both databases."""
    return Desk(transaction, clock, workspace_id)


@pytest.fixture
def other(transaction: Transaction, clock: MovedClock) -> Desk:
    """A second workspace in the same database."""
    with transaction() as session:
        return Desk(transaction, clock, install(session, slack_id="T2").id)
