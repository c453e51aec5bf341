"""Lockstep as a whole in one process: what it opens, what it shows, and how it ends."""

import re
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError

import pytest
import sqlalchemy

from bot import db, features, manifest
from bot.app import Lockstep
from bot.config import ConfigError
from bot.errors import BotError
from bot.outbox.jobs import courier
from bot.web import Check
from sandbox import Message, Sandbox, rate
from tests import wait
from tests.outage import database_away
from tests.story import settings_for

Build = Callable[..., Lockstep]

COURIERS = ("outbox.send", "outbox.look", "outbox.probe", "people.read", "wins.read")
TICKS_OK = "".join(f"tick {name}: ok\n" for name in (*COURIERS, *features.SCHEDULE))
"""What `readyz` says of the clockwork when all is well."""


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A local Slack with the real clock: Lockstep's threads run by it too."""
    described = manifest.build(features.TABLES)
    with Sandbox(manifest=described, rate_limits=rate.OFF) as slack:
        yield slack


@pytest.fixture
def build(slack: Sandbox, database_url: str) -> Iterator[Build]:
    """Build a Lockstep on a free port; it is stopped after the test."""
    built: list[Lockstep] = []

    def build(*, doors: bool = True, clockwork: bool = True, **changes: str) -> Lockstep:
        settings = settings_for(slack, database_url, **{"PORT": "0"} | changes)
        built.append(Lockstep(settings, doors=doors, clockwork=clockwork))
        return built[-1]

    yield build
    for lockstep in built:
        lockstep.stop(timedelta(seconds=1))


def ready(lockstep: Lockstep) -> tuple[int, str]:
    url = f"http://127.0.0.1:{lockstep.port}/readyz"
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def set_up(slack: Sandbox) -> list[Message]:
    """Let Maya set two teams up, and return what IT's channel is told, once it is."""
    maya = slack.person("Maya")
    assert maya.command("/align", "setup", channel="#marketing").error is None
    reply = maya.submit(
        {
            "channel_1": "#marketing",
            "leads_1": ["Maya"],
            "channel_2": "#it",
            "leads_2": ["Ivan"],
            "sponsor": "Sofia",
        }
    )
    assert reply.error is None
    wait.until(lambda: slack.channel("#it").messages)
    return slack.channel("#it").messages


class TestStart:
    def test_opens_the_line_to_slack_and_sends_what_is_written(
        self, slack: Sandbox, build: Build
    ) -> None:
        build(SLACK_APP_TOKEN=slack.app_token, SLACK_SIGNING_SECRET="").start()
        wait.until(lambda: slack.connected)
        assert [message.user for message in set_up(slack)] == [slack.app.bot_user_id]

    def test_opens_the_door_for_signed_requests(self, slack: Sandbox, build: Build) -> None:
        lockstep = build()
        lockstep.start()
        assert slack.connected == 0
        slack.deliver_over_http(f"http://127.0.0.1:{lockstep.port}/slack/events")
        set_up(slack)

    def test_sends_at_once_what_its_own_doors_wrote(
        self, slack: Sandbox, build: Build, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Not at the next poll, which would come tomorrow."""
        monkeypatch.setattr(courier, "POLL_EVERY", timedelta(days=1))
        lockstep = build()
        lockstep.start()
        slack.deliver_over_http(f"http://127.0.0.1:{lockstep.port}/slack/events")
        set_up(slack)

    def test_sends_what_another_process_wrote(self, slack: Sandbox, build: Build) -> None:
        """The halves of the Procfile: `web` writes, `worker` sends."""
        web, worker = build(clockwork=False), build(doors=False)
        web.start()
        worker.start()
        slack.deliver_over_http(f"http://127.0.0.1:{web.port}/slack/events")
        set_up(slack)

    def test_refuses_a_port_that_is_taken(self, build: Build) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            lockstep = build(PORT=str(port))
            with pytest.raises(BotError, match=f"can't listen on 127.0.0.1 port {port} "):
                lockstep.start()


class TestInit:
    def test_refuses_an_old_schema(self, slack: Sandbox, tmp_path: Path) -> None:
        settings = settings_for(slack, f"sqlite:///{tmp_path}/empty.db")
        with pytest.raises(BotError, match="schema is old"):
            Lockstep(settings)

    def test_names_a_token_that_slack_refuses(
        self, slack: Sandbox, sqlite_database: sqlalchemy.URL
    ) -> None:
        url = sqlite_database.render_as_string()
        with pytest.raises(ConfigError, match=r"Slack refused SLACK_BOT_TOKEN \(invalid_auth\)"):
            Lockstep(settings_for(slack, url, SLACK_BOT_TOKEN="xoxb-wrong"))


class TestChecks:
    def test_are_all_well_after_the_start(self, slack: Sandbox, build: Build) -> None:
        lockstep = build(SLACK_APP_TOKEN=slack.app_token)
        lockstep.start()
        wait.until(lambda: ready(lockstep)[0] == 200)
        assert ready(lockstep) == (200, f"database: ok\n{TICKS_OK}socket mode: ok\n")

    def test_have_no_line_where_there_is_no_socket_mode(self, build: Build) -> None:
        lockstep = build()
        lockstep.start()
        assert ready(lockstep) == (200, f"database: ok\n{TICKS_OK}")

    def test_have_no_ticks_where_there_is_no_clockwork(self, build: Build) -> None:
        web = build(clockwork=False)
        web.start()
        assert ready(web) == (200, "database: ok\n")

    def test_show_that_the_line_to_slack_is_down(self, slack: Sandbox, build: Build) -> None:
        lockstep = build(SLACK_APP_TOKEN=slack.app_token)
        (check,) = [check for check in lockstep.checks() if check.name == "socket mode"]
        assert not check.ok
        assert check.detail

    def test_show_that_the_database_is_away_and_back(
        self, build: Build, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(db, "BUSY_AFTER", timedelta(seconds=0.1))
        lockstep = build(doors=False)
        with database_away(lockstep.engine):
            (check,) = [check for check in lockstep.checks() if not check.ok]
        assert check == Check("database", False, "does not answer (OperationalError)")
        assert all(check.ok for check in lockstep.checks())

    def test_show_a_schema_that_is_old(self, build: Build) -> None:
        lockstep = build(doors=False)
        with lockstep.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
        (check,) = [check for check in lockstep.checks() if not check.ok]
        assert check.name == "database"
        assert check.detail == "the schema is old: run `python -m bot migrate`"

    def test_name_a_tick_that_is_late_and_since_when(self, build: Build) -> None:
        lockstep = build()
        lockstep.ticks.expect("stuck", timedelta(milliseconds=1))
        lockstep.start()
        wait.until(lambda: not all(check.ok for check in lockstep.checks()))
        status, said = ready(lockstep)
        assert status == 503
        assert re.search(r"^tick stuck: last ended well \d+\.\d s ago$", said, re.MULTILINE)
        assert re.sub(r"^tick stuck: .*\n", "", said, flags=re.MULTILINE) == (
            f"database: ok\n{TICKS_OK}"
        )


class TestStop:
    def test_leaves_nothing_open(self, slack: Sandbox, build: Build) -> None:
        before = set(threading.enumerate())
        lockstep = build(SLACK_APP_TOKEN=slack.app_token)
        lockstep.start()
        wait.until(lambda: slack.connected)
        lockstep.stop()
        wait.until(lambda: slack.connected == 0)
        wait.until(lambda: set(threading.enumerate()) <= before)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", lockstep.port), timeout=5)
