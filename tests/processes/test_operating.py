"""What an operator meets: wrong settings, a second process, a database that goes away, the end."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest
import sqlalchemy

from sandbox.people import Person
from tests import wait
from tests.processes.running import PATIENCE, ROOT, Operator
from tests.processes.test_walk import arrives, set_up

AWAY = (
    "I can't reach my database right now, so nothing was changed. Please try again in a minute; "
    "if it lasts, tell whoever runs Lockstep."
)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class TestSettings:
    @pytest.mark.parametrize(
        ("settings", "sentence"),
        [
            ({}, "Set SLACK_BOT_TOKEN: your app's page on api.slack.com/apps"),
            ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN must start with xoxb-"),
            ({"SLACK_BOT_TOKEN": "xoxb-1"}, "Set SLACK_APP_TOKEN (Socket Mode: your app's page"),
            ({"SLACK_BOT_TOKEN": "xoxb-1", "PORT": "http"}, "PORT must be a number"),
            (
                {"SLACK_BOT_TOKEN": "xoxb-1", "POSTS_PER_SECOND": "fast"},
                "POSTS_PER_SECOND must be a number from 0 to 99999, like 5.",
            ),
            ({"SLACK_BOT_TOKEN": "xoxb-1", "REPOST_AFTER": "-1"}, "REPOST_AFTER must be a number"),
            ({"SLACK_BOT_TOKEN": "xoxb-1", "LOOKS_APART": "1 h"}, "LOOKS_APART must be a number"),
            ({"SLACK_BOT_TOKEN": "xoxb-1", "DATABASE_URL": "mysql://x"}, "DATABASE_URL must be"),
            ({"SLACK_BOT_TOKEN": "xoxb-1", "CLOCK_FILE": "c"}, "CLOCK_FILE moves the clock"),
        ],
    )
    def test_that_are_wrong_end_in_one_sentence(
        self, settings: dict[str, str], sentence: str
    ) -> None:
        ended = run_bot("run", **settings)
        assert ended.returncode == 2
        assert ended.stderr.startswith(sentence)
        assert ended.stderr.count("\n") == 1

    @on_sqlite
    def test_that_slack_refuses_are_named(self, operator: Operator) -> None:
        refused = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_SIGNING_SECRET": "x"}
        ended = run_bot("run", **{**operator.settings, **refused})
        assert ended.returncode == 2
        assert ended.stderr.startswith("Slack refused SLACK_BOT_TOKEN (invalid_auth): copy")

    @on_sqlite
    def test_of_an_oauth_app_change_nothing(self, operator: Operator) -> None:
        oauth = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s"}
        secret = operator.slack.signing_secret
        operator.start("run", SLACK_SIGNING_SECRET=secret, **oauth)
        operator.wait_until_ready()
        operator.slack.deliver_over_http(f"{operator.url}/slack/events")
        maya = operator.slack.person("Maya")
        maya.command("/align", "setup", channel="#marketing")
        assert maya.modal
        assert operator.get("/slack/install")[0] == 404
        operator.stop()


class TestDoctor:
    @on_sqlite
    def test_finds_a_healthy_bot(self, operator: Operator) -> None:
        found = run_bot("doctor", **operator.settings, SLACK_APP_TOKEN=operator.slack.app_token)
        assert found.stdout == "settings: ok\ntoken: ok\nscopes: ok\napp token: ok\ndatabase: ok\n"
        assert found.returncode == 0


class TestTwoProcesses:
    @on_sqlite
    def test_do_not_share_an_sqlite_file(self, operator: Operator) -> None:
        operator.start_socket_mode()
        second = run_bot("run", **operator.settings, SLACK_APP_TOKEN=operator.slack.app_token)
        assert second.returncode == 1
        assert second.stderr.startswith("Another Lockstep is running on ")
        operator.stop()


class TestStopping:
    @on_sqlite
    def test_ends_well_however_often_it_is_asked(self, operator: Operator) -> None:
        process = operator.start("run", SLACK_APP_TOKEN=operator.slack.app_token)
        operator.wait_until_ready()
        for _time in range(200):
            process.send_signal(signal.SIGINT)
            process.send_signal(signal.SIGTERM)
        operator.stop()


class TestDatabaseGoneForAMoment:
    def test_says_so_and_goes_on_afterwards(self, operator: Operator) -> None:
        operator.start_http()
        maya, ivan = operator.slack.person("Maya"), operator.slack.person("Ivan")
        maya.command("/align", "setup", channel="#marketing")
        set_up(maya)
        maya.close_modal()
        maya.command("/escalate", "The export fails", channel="#marketing")

        with database_away(operator.settings["DATABASE_URL"]):
            told = maya.command("/escalate", "Typed & lost?", channel="#marketing")
            assert isinstance(told.body, dict)
            assert told.body["text"] == f"{AWAY}\nYou typed: /escalate Typed &amp; lost?"
            maya.submit({"ask": "Somebody"})
            assert shown_errors(maya) == {"stuck": AWAY}

        operator.wait_until_ready()
        maya.submit({"ask": "Somebody"})
        card = arrives(ivan, "#it", "ESC-1, normal urgency")
        with database_away(operator.settings["DATABASE_URL"]):
            ivan.click("Acknowledge", card)
            assert ivan.modal
            assert ivan.modal.view["title"]["text"] == "Please try again"
        operator.wait_until_ready()
        ivan.close_modal()
        ivan.click("Acknowledge", card)
        arrives(maya, "dm", "has taken ESC-1")
        operator.stop()

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_shows_in_readyz_and_not_in_healthz(self, operator: Operator) -> None:
        operator.start_http()
        with database_away(operator.settings["DATABASE_URL"]):
            wait.until(lambda: operator.get("/readyz")[0] == 503, within=PATIENCE)
            assert "database: does not answer (OperationalError)" in operator.get("/readyz")[1]
            assert operator.get("/healthz") == (200, "ok\n")
        operator.wait_until_ready()
        operator.stop()


class TestLog:
    def test_has_no_word_of_a_private_one_however_much_is_logged(self, operator: Operator) -> None:
        secret = operator.slack.signing_secret
        operator.start("run", SLACK_SIGNING_SECRET=secret, LOG_LEVEL="DEBUG")
        operator.wait_until_ready()
        operator.slack.deliver_over_http(f"{operator.url}/slack/events")
        maya, ivan = operator.slack.person("Maya"), operator.slack.person("Ivan")
        maya.command("/align", "setup", channel="#marketing")
        set_up(maya)
        maya.close_modal()
        maya.command("/escalate", "Somebody reads our mail", channel="#marketing")
        maya.click("More: a date, an initiative, private")
        private = ["Only the people on its ladder see it"]
        urgent = {"urgency": "High (30 minutes)"}  # or it would wait for the morning
        maya.submit({"ask": "Find out who and how", "Private": private, **urgent})
        card = arrives(ivan, "dm", "ESC-1, high urgency")
        operator.slack.fail_next("chat.update", status=500)
        with database_away(operator.settings["DATABASE_URL"]):
            ivan.click("Answer", card)
            ivan.close_modal()
        operator.wait_until_ready()
        ivan.click("Answer", card)
        ivan.submit({"answer": "The mailbox was shared by mistake"})
        arrives(maya, "dm", "ESC-1 has an answer")
        (log,) = operator.stop()
        assert "DEBUG" in log


def shown_errors(person: Person) -> dict[str, str]:
    """Return the errors below the fields of the person's open form."""
    assert person.modal
    return dict(person.modal.errors)


def run_bot(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` to its end, in an environment without any other Slack settings."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**bare, **settings},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def database_away(database_url: str) -> Iterator[None]:
    """Take the database away: PostgreSQL accepts nobody, SQLite is locked by somebody else."""
    url = sqlalchemy.make_url(database_url)
    if url.drivername == "sqlite":
        with closing(sqlite3.connect(str(url.database), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
        return
    address = url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS false')
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [url.database],
        )
        yield
        server.execute(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS true')
