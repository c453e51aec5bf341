"""What every test of people can ask for."""

import pytest

from bot.db import Transaction
from tests.installations.workspaces import install


@pytest.fixture
def workspace_id(transaction: Transaction) -> int:
    """An installed workspace of which nobody is known, on both databases."""
    with transaction() as session:
        return install(session).id
