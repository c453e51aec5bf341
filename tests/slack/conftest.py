"""A local Slack, and a bot in it with handlers of a test's own."""

from collections.abc import Iterator

import pytest

from bot.db import Transaction
from sandbox import Sandbox, rate
from tests.clock import MovedClock
from tests.slack.desk import Desk
from tests.story import settings_for


@pytest.fixture
def desk(transaction: Transaction, database_url: str, clock: MovedClock) -> Iterator[Desk]:
    with Sandbox(clock=clock, rate_limits=rate.OFF) as slack:
        yield Desk(slack, settings_for(slack, database_url), transaction, clock)
