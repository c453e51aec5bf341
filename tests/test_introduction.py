"""The first words with Slack, and the sentence for each that fails."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from bot import introduction, parts
from bot.config import ConfigError
from bot.db import Transaction
from bot.errors import BotError
from bot.installations.models import Workspace
from bot.people import queries as people
from sandbox import Sandbox
from tests.clock import MovedClock
from tests.ports import unused_port
from tests.story import settings_for


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock) as slack:
        yield slack


class TestIntroduce:
    def test_records_whose_token_it_is(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock, database_url: str
    ) -> None:
        client = parts.slack_client(settings_for(slack, database_url))
        first = introduction.introduce(client, transaction, clock)
        clock.advance(days=1)
        again = introduction.introduce(client, transaction, clock)
        assert first.id == again.id
        with transaction() as session:
            (workspace,) = session.scalars(sqlalchemy.select(Workspace))
        assert (workspace.slack_id, workspace.name) == ("T0SANDBOX01", "Acme")
        assert workspace.bot_user_id == slack.app.bot_user_id
        assert workspace.bot_id == slack.app.bot_id
        assert workspace.enterprise_id is None

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_says_that_another_process_holds_the_database(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock, database_url: str
    ) -> None:
        client = parts.slack_client(settings_for(slack, database_url))
        introduction.introduce(client, transaction, clock)
        with transaction() as other:
            other.execute(sqlalchemy.text("SELECT * FROM workspaces FOR UPDATE"))
            with pytest.raises(BotError, match=r"^The database is busy .*Try again in a minute"):
                introduction.introduce(client, transaction, clock)

    def test_names_the_setting_whose_token_slack_refuses(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock, database_url: str
    ) -> None:
        settings = settings_for(slack, database_url, SLACK_BOT_TOKEN="xoxb-wrong")
        with pytest.raises(ConfigError, match=r"refused SLACK_BOT_TOKEN \(invalid_auth\)"):
            introduction.introduce(parts.slack_client(settings), transaction, clock)

    def test_does_not_blame_the_token_for_a_failing_slack(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        slack.fail_next("auth.test", status=500)
        client = parts.slack_client(settings_for(slack, "sqlite:///x.db"))
        with pytest.raises(BotError, match="Slack can't be reached at"):
            introduction.introduce(client, transaction, clock)

    def test_says_that_slack_cannot_be_reached(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock, database_url: str
    ) -> None:
        url = f"http://127.0.0.1:{unused_port()}/api/"
        client = parts.slack_client(settings_for(slack, database_url, SLACK_API_URL=url))
        with pytest.raises(BotError, match=f"Slack can't be reached at {url}: .*refused"):
            introduction.introduce(client, transaction, clock)

    def test_learns_the_first_channels_once(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock, database_url: str
    ) -> None:
        client = parts.slack_client(settings_for(slack, database_url))
        workspace = introduction.introduce(client, transaction, clock)
        introduction.introduce(client, transaction, clock)
        it = slack.channel("#it").id
        with transaction() as session:
            assert people.find_channels(session, workspace.id, [it])[it].name == "it"
        assert len(slack.journal.of("conversations.list")) == 1

    def test_goes_on_without_channels_that_slack_does_not_list(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock, database_url: str
    ) -> None:
        slack.fail_next("conversations.list", error="missing_scope")
        client = parts.slack_client(settings_for(slack, database_url))
        workspace = introduction.introduce(client, transaction, clock)
        with transaction() as session:
            assert not people.knows_channels(session, workspace.id)
