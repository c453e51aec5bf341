"""An outbox with a workspace to send to: a local Slack that takes any number of posts a second."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot import parts
from bot.db import Transaction
from bot.installations.models import Workspace
from bot.outbox.jobs.sender import Sender
from sandbox import Sandbox
from tests.clock import MovedClock
from tests.installations.workspaces import install
from tests.outbox.outbox import Outbox
from tests.story import settings_for


@pytest.fixture
def workspace(transaction: Transaction) -> Workspace:
    with transaction() as session:
        return install(session)


@pytest.fixture
def outbox(transaction: Transaction, workspace: Workspace, clock: MovedClock) -> Outbox:
    return Outbox(transaction, workspace.id, clock)


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock, rate_limit=False) as slack:
        yield slack


@pytest.fixture
def client(slack: Sandbox, database_url: str) -> WebClient:
    return parts.slack_client(settings_for(slack, database_url))


@pytest.fixture
def sender(client: WebClient, outbox: Outbox) -> Sender:
    return Sender(client, outbox.workspace_id, transaction=outbox.transaction, clock=outbox.clock)
