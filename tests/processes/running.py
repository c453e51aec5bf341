"""Lockstep as its operator runs it: processes of its own, and real sockets."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError

import sqlalchemy

from sandbox import Sandbox
from tests import wait

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 30.0
"""Seconds: a process starts in one, but these machines are shared."""


class Operator:
    """Starts and stops Lockstep's processes, with the settings for one local Slack."""

    def __init__(self, slack: Sandbox, database_url: str, clock_file: Path) -> None:
        self.slack = slack
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
            "CLOCK_FILE": str(clock_file),
            "PORT": str(self.port),
        }
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start `python -m bot` with `arguments`, and with `settings` besides the usual ones."""
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env={**_inherited(), **self.settings, **settings},
            stderr=subprocess.PIPE,
            text=True,
        )
        self._running.append(process)
        return process

    def start_socket_mode(self) -> None:
        """Start everything in one process, connected by Socket Mode, and wait until it is ready."""
        self.start("run", SLACK_APP_TOKEN=self.slack.app_token)
        self.wait_until_ready()
        wait.until(lambda: self.slack.connected, within=PATIENCE)

    def start_http(self) -> None:
        """Start everything in one process, called over signed HTTP, and wait until it is ready."""
        self.start("run", SLACK_SIGNING_SECRET=self.slack.signing_secret)
        self.wait_until_ready()
        self.slack.deliver_over_http(f"{self.url}/slack/events")

    def start_halves(self) -> None:
        """Start the web half and the worker half, and wait until the first is ready."""
        self.start("web", SLACK_SIGNING_SECRET=self.slack.signing_secret)
        self.start("worker")
        self.wait_until_ready()
        self.slack.deliver_over_http(f"{self.url}/slack/events")

    def wait_until_ready(self) -> None:
        """Wait until `GET /readyz` answers 200."""
        wait.until(lambda: self.get("/readyz")[0] == HTTPStatus.OK, within=PATIENCE)

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page; 0 while nobody listens."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:  # noqa: S310 (our own address)
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except (URLError, OSError):
            return 0, ""

    def has_sent(self, key: str) -> bool:
        """Return whether the outbox knows that the message under `key` was delivered."""
        engine = sqlalchemy.create_engine(self.settings["DATABASE_URL"])
        sent = "SELECT count(*) FROM outbox_messages WHERE key = :key AND state = 'sent'"
        with engine.connect() as connection:
            count = connection.execute(sqlalchemy.text(sent), {"key": key}).scalar_one()
        engine.dispose()
        return bool(count)

    def stop(self) -> list[str]:
        """Ask every process to end, and return what each has logged: no error, and a good end.

        And no word that people typed.
        """
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        logs = [process.communicate(timeout=PATIENCE)[1] for process in self._running]
        assert not [log for log in logs if "ERROR" in log or "Traceback" in log], "\n".join(logs)
        assert {process.returncode for process in self._running} <= {0}
        assert not [words for words in self._typed() if words in "".join(logs)]
        self._running.clear()
        return logs

    def _typed(self) -> set[str]:
        """Return what people said in escalations."""
        engine = sqlalchemy.create_engine(self.settings["DATABASE_URL"])
        said = "SELECT stuck, ask, coalesce(answer, ask) FROM escalations"
        with engine.connect() as connection:
            rows = connection.execute(sqlalchemy.text(said)).all()
        engine.dispose()
        return {words for row in rows for words in row}

    def abandon(self) -> None:
        """Kill what a failed test has left, and show what it logged."""
        for process in self._running:
            process.kill()
            sys.stderr.write(process.communicate()[1])


def free_port() -> int:
    """Return a TCP port that nobody listens on just now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
        return port


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
