"""Every part as the settings ask for it, and the sentence for each that cannot be had."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine

from bot import db, parts
from bot.clock import utc_now
from bot.db import Transaction
from bot.errors import BotError
from sandbox import Sandbox
from tests.clock import MovedClock
from tests.databases import ROOT
from tests.ports import unused_port
from tests.story import settings_for


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock) as slack:
        yield slack


class TestClockFor:
    def test_is_the_systems(self, slack: Sandbox) -> None:
        assert parts.clock_for(settings_for(slack, "sqlite:///x.db")) is utc_now

    def test_is_the_one_that_a_file_moves(self, slack: Sandbox, tmp_path: Path) -> None:
        file = tmp_path / "clock"
        file.write_text("86400")
        clock = parts.clock_for(settings_for(slack, "sqlite:///x.db", CLOCK_FILE=str(file)))
        assert (clock() - utc_now()).total_seconds() == pytest.approx(86400, abs=60)


class TestSlackClient:
    @pytest.mark.parametrize("fault", [{"status": 500}, {"error": "ratelimited"}])
    def test_never_repeats_a_call_by_itself(self, slack: Sandbox, fault: dict[str, object]) -> None:
        client = parts.slack_client(settings_for(slack, "sqlite:///x.db"))
        slack.fail_next("chat.postMessage", **fault)  # type: ignore[arg-type] # one of its faults
        with pytest.raises(SlackApiError):
            client.chat_postMessage(channel="#it", text="Hello")
        assert slack.channel("#it").messages == []
        assert client.retry_handlers == []

    def test_logs_no_error_of_its_own(self, slack: Sandbox) -> None:
        """Nor the body of a call: the `no_unexpected_errors` fixture would fail this test."""
        client = parts.slack_client(settings_for(slack, "sqlite:///x.db"))
        with pytest.raises(SlackApiError):
            client.chat_postMessage(channel="#nowhere", text="Hello")


class TestRequireSchema:
    def test_takes_a_current_one(self, engine: Engine) -> None:
        parts.require_schema(engine)

    def test_says_what_to_do_with_an_old_one(self, engine: Engine, database_url: str) -> None:
        config = Config(ROOT / "alembic.ini")
        config.attributes["url"] = database_url
        command.downgrade(config, "base")
        with pytest.raises(BotError, match=r"schema is old: first run `python -m bot migrate`"):
            parts.require_schema(engine)

    @pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
    def test_says_that_the_database_does_not_answer(self, kind: str, tmp_path: Path) -> None:
        urls = {
            "sqlite": f"sqlite:///{tmp_path}/no/folder.db",
            "postgresql": f"postgresql+psycopg://u@127.0.0.1:{unused_port()}/none",
        }
        engine = db.build_engine(urls[kind])
        with pytest.raises(BotError, match=r"does not answer .* is DATABASE_URL right\?"):
            parts.require_schema(engine)


class TestBuildBolt:
    def test_does_not_become_an_oauth_app(
        self,
        slack: Sandbox,
        transaction: Transaction,
        clock: MovedClock,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """SLACK_CLIENT_ID in the environment would make Bolt one, with an /slack/install page."""
        oauth = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "x", "SLACK_BOT_TOKEN": "xoxb-x"}
        monkeypatch.setattr(os, "environ", oauth | {"HOME": "/"})
        bolt = parts.build_bolt(settings_for(slack, "sqlite:///x.db"), transaction, clock)
        assert bolt.oauth_flow is None
        assert bolt.client.token is None
        assert os.environ["SLACK_CLIENT_ID"] == "1.2"

    def test_opens_modals_within_the_life_of_a_trigger(
        self, slack: Sandbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        bolt = parts.build_bolt(settings_for(slack, "sqlite:///x.db"), transaction, clock)
        assert bolt.client.timeout < 3
        assert bolt.client.retry_handlers == []
