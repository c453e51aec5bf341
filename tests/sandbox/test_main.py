"""The sandbox as a program of its own."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

APP = """
import os, threading
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient

web = WebClient(base_url=os.environ["SLACK_API_URL"])
SocketModeClient(os.environ["SLACK_APP_TOKEN"], web_client=web).connect()
threading.Event().wait()
"""

POSTS_LATER = """
import time

time.sleep(0.5)
button = {"type": "button", "action_id": "take", "text": {"type": "plain_text", "text": "Take it"}}
web.chat_postMessage(
    token=os.environ["SLACK_BOT_TOKEN"],
    channel="#general",
    text="Who takes it?",
    blocks=[{"type": "actions", "elements": [button]}],
)
threading.Event().wait()
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "sandbox", "--no-page", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def complaint(*arguments: str, page: bool = False) -> str:
    """Return what the sandbox says when it will not start, with or without its page."""
    options = ["--port", "0", *arguments, *([] if page else ["--no-page"])]
    command = [sys.executable, "-m", "sandbox", *options]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 (our own program)
    assert ended.returncode == 2
    assert ended.stderr.startswith("sandbox: ")
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


class TestMain:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_announces_itself_and_stops_when_told(
        self, tmp_path: Path, number: signal.Signals
    ) -> None:
        manifest = tmp_path / "manifest.json"
        manifest.write_text(json.dumps({"features": {"bot_user": {"display_name": "Herald"}}}))
        clock = tmp_path / "clock"
        process = start("--port", "0", "--manifest", str(manifest), "--clock-file", str(clock))
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Local Slack: http://127.0.0.1:")
        lines = (process.stdout.readline().strip() for _ in range(6))
        environment = dict(line.split("=", 1) for line in lines)
        client = WebClient(environment["SLACK_BOT_TOKEN"], base_url=environment["SLACK_API_URL"])
        assert client.auth_test()["user"] == "herald"
        assert Path(environment["CLOCK_FILE"]) == clock
        assert process.stdout.readline().startswith("Control: http://127.0.0.1:")
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")

    @pytest.mark.parametrize("content", [None, "{", "[]", '{"features": {"shortcuts": [{}]}}'])
    def test_says_what_is_wrong_with_its_manifest(
        self, tmp_path: Path, content: str | None
    ) -> None:
        manifest = tmp_path / "manifest.json"
        if content is not None:
            manifest.write_text(content)
        assert complaint("--manifest", str(manifest))

    def test_names_the_file_that_is_no_json(self, tmp_path: Path) -> None:
        manifest = tmp_path / "manifest.yaml"
        manifest.write_text("display_information:")
        assert f"{manifest}: this is no JSON: " in complaint("--manifest", str(manifest))

    @pytest.mark.parametrize("url", ["localhost:3000", "https://localhost:3000/slack/events"])
    def test_says_what_an_apps_address_is(self, url: str) -> None:
        said = complaint("--deliver-to", url)
        assert said.endswith(f"address, http://127.0.0.1:3000/slack/events: {url}\n")

    def test_names_a_port_that_is_taken(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            assert f"port {port}: " in complaint("--port", str(port))

    @pytest.mark.expected_errors("Failed to send a request")
    def test_takes_a_crowd_a_limit_and_faults(self, tmp_path: Path) -> None:
        faults = tmp_path / "faults.json"
        faults.write_text(json.dumps({"seed": 1, "rates": {"chat.update": {"cut": 1}}}))
        options = ("--crowd", "10", "--posts-per-second", "0.01", "--faults", str(faults))
        process = start("--port", "0", *options)
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(7)]
        environment = dict(line.split("=", 1) for line in lines[1:6])
        client = WebClient(
            environment["SLACK_BOT_TOKEN"],
            base_url=environment["SLACK_API_URL"],
            retry_handlers=[],
        )
        posted = client.chat_postMessage(channel="U0CROWD0010", text="x")
        with pytest.raises(SlackApiError, match="ratelimited"):
            client.chat_postMessage(channel="U0CROWD0001", text="x")
        with pytest.raises(ConnectionError):
            client.chat_update(channel=posted["channel"], ts=posted["ts"], text="y")
        process.terminate()
        process.communicate(timeout=10)
        assert process.returncode == 0

    @pytest.mark.parametrize(
        "content", ["{", "[1]", '{"seed": 1}', '{"seed": 1, "rates": {"a": 1}}']
    )
    def test_says_what_is_wrong_with_its_faults(self, tmp_path: Path, content: str) -> None:
        faults = tmp_path / "faults.json"
        faults.write_text(content)
        assert complaint("--faults", str(faults))

    @pytest.mark.parametrize(
        ("content", "words"), [("{", "this is no JSON"), ("{}", "this is to be a list of acts")]
    )
    def test_says_what_is_wrong_with_its_acts(
        self, tmp_path: Path, content: str, words: str
    ) -> None:
        acts = tmp_path / "acts.json"
        acts.write_text(content)
        assert f"{acts}: {words}" in complaint("--acts", str(acts))

    def test_says_which_act_cannot_be_done(self, tmp_path: Path) -> None:
        app, acts = tmp_path / "app.py", tmp_path / "acts.json"
        app.write_text(APP)
        said = {"person": "Maya", "action": "say", "text": "Hi", "channel": "#general"}
        acts.write_text(json.dumps([said, {**said, "channel": "#nowhere"}]))
        process = start("--port", "0", "--run", f"{sys.executable} {app}", "--acts", str(acts))
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (1, "")
        assert err == f"sandbox: {acts}: act 2: there is no channel #nowhere\n"

    def test_lets_people_wait_for_what_the_app_shows(self, tmp_path: Path) -> None:
        app, acts = tmp_path / "app.py", tmp_path / "acts.json"
        app.write_text(APP.replace("threading.Event().wait()", POSTS_LATER))
        acts.write_text(json.dumps([{"person": "Maya", "action": "click", "label": "Take it"}]))
        process = start("--port", "0", "--run", f"{sys.executable} {app}", "--acts", str(acts))
        assert process.stdout
        assert process.stdout.readline().startswith("Open ")
        process.terminate()
        process.communicate(timeout=10)

    def test_explains_itself(self) -> None:
        command = [sys.executable, "-m", "sandbox", "--help"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 (our own program)
        for option in ("--config FILE", "--rate-limits {off,real,tight}", "--run COMMAND"):
            assert option in said
        assert max(len(line) for line in said.splitlines()) <= 100

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ('{"title": "Try this", "steps": []}', "the tour has no steps"),
        ],
    )
    def test_says_what_is_wrong_with_its_tour(self, tmp_path: Path, content: str, why: str) -> None:
        tour = tmp_path / "tour.json"
        tour.write_text(content)
        assert complaint("--tour", str(tour), page=True) == f"sandbox: {tour}: {why}\n"

    def test_shows_no_tour_without_a_page(self) -> None:
        assert complaint("--tour", "tour.json") == "sandbox: --tour is shown on the page\n"

    @pytest.mark.parametrize("options", [(), ("--tls-key", "none.pem")])
    def test_says_what_is_wrong_with_its_certificate(self, options: tuple[str, ...]) -> None:
        assert complaint("--tls-cert", "none.pem", *options)
