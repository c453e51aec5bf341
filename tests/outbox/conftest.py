"""An outbox with a workspace to send to, and one in the middle of a story."""

import pytest

from bot.db import Transaction
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox
from tests.story import Story


@pytest.fixture
def outbox(transaction: Transaction, clock: MovedClock) -> Outbox:
    return Outbox.of_new_workspace(transaction, clock)


@pytest.fixture
def other(transaction: Transaction, clock: MovedClock) -> Outbox:
    """Another workspace's outbox."""
    return Outbox.of_new_workspace(transaction, clock, slack_id="T2")


@pytest.fixture
def owed(story: Story) -> Outbox:
    """The outbox of the story's workspace: what is written into it goes to `story.slack`."""
    return Outbox(story.transaction, story.workspace.id, story.clock)
