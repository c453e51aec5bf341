"""Apps as others write them, which know nothing of a local Slack, beside it as programs."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox import Sandbox, companion
from sandbox.companion import CannotRun, Companion
from tests.ports import unused_port
from tests.wait import until

OVER_SOCKET_MODE = """
import os
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

app = App(token=os.environ["SLACK_BOT_TOKEN"])

@app.message("hello")
def greet(message, say):
    text = {"type": "mrkdwn", "text": f"Hi <@{message['user']}>"}
    say(blocks=[{"type": "section", "text": text}])

SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
"""

OVER_HTTP = """
import sys
from slack_bolt.async_app import AsyncApp

app = AsyncApp()

@app.command("/weather")
async def tell(ack, respond, command):
    await ack()
    await respond(f"Sunny in {command['text']}")

@app.message("hello")
async def greet(message, say):
    await say("Hi")

app.start(int(sys.argv[1]))
"""


@contextmanager
def beside(folder: Path, code: str, *words: str, options: tuple[str, ...] = ()) -> Iterator[str]:
    """Run an app of that code beside the sandbox, and yield the sandbox's address."""
    (folder / "app.py").write_text(code)
    run = " ".join((sys.executable, str(folder / "app.py"), *words))
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "sandbox", "--no-page", "--port", "0", *options, "--run", run],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        # The app speaks too, and sooner.
        said = next(line for line in process.stdout if line.startswith("Open http://127.0.0.1:"))
        yield said.split()[1].rstrip("/")
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 0


class TestAnAppThatWasNotToldWhereSlackIs:
    def test_works_over_socket_mode(self, tmp_path: Path) -> None:
        with beside(tmp_path, OVER_SOCKET_MODE) as url:
            act(url, action="say", text="hello")
            until(lambda: seen(url) == ["hello", "Hi @Maya Okafor"])

    def test_works_over_http_and_asyncio(self, tmp_path: Path) -> None:
        port = str(unused_port())
        where = ("--deliver-to", f"http://127.0.0.1:{port}/slack/events")
        with beside(tmp_path, OVER_HTTP, port, options=where) as url:
            act(url, action="command", command="/weather", text="Rome")
            until(lambda: seen(url) == ["Sunny in Rome"])
            act(url, action="say", text="hello")
            until(lambda: seen(url) == ["Sunny in Rome", "hello", "Hi"])


class TestAnAppThatCannotRun:
    @pytest.mark.parametrize(
        ("url", "why"),
        [
            (None, "the app did not open a Socket Mode connection within 0 s"),
            ("http://127.0.0.1:1/x", "the app did not answer url_verification at http://127.0.0.1"),
        ],
    )
    def test_is_waited_for_so_long(
        self, monkeypatch: pytest.MonkeyPatch, url: str | None, why: str
    ) -> None:
        monkeypatch.setattr(companion, "REACHED_WITHIN", 0.1)
        running = Companion("sleep 60", {})
        with Sandbox() as slack, running as app, pytest.raises(CannotRun, match=why):
            app.wait_until_reached(slack, url)

    def test_may_have_ended(self) -> None:
        ended, why = Companion("false", {}), r"did not connect \(exit code 1\)"
        with Sandbox() as slack, ended as app, pytest.raises(CannotRun, match=why):
            app.wait_until_reached(slack, None)

    @pytest.mark.parametrize("command", ["no-such-program app.py", "'", "/"])
    def test_may_not_even_start(self, command: str) -> None:
        with pytest.raises(CannotRun, match="does not start: "), Companion(command, {}):
            pass


def act(url: str, **what: str) -> None:
    """Let Maya do something in #general."""
    _ask(f"{url}/_sandbox/act", {"person": "Maya", "channel": "#general", **what})


def seen(url: str) -> list[str]:
    """Return what Maya reads in #general."""
    channels = _ask(f"{url}/_sandbox/state?person=Maya")["channels"]
    (general,) = (channel for channel in channels if channel["name"] == "general")
    return [message["plain"] for message in general["messages"]]


def _ask(url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(url, data) as response:  # noqa: S310 (loopback)
        return json.load(response)
