"""The private line to Slack: opened once, kept open, and given up in order."""

import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.config import ConfigError
from bot.slack.socket_mode import SocketMode
from tests import wait
from tests.slack import socket_server
from tests.slack.socket_server import SocketServer

GOING_AWAY = b"\x03\xe9bye"  # a close frame's code 1001, and a reason


@pytest.fixture
def slack() -> Iterator[SocketServer]:
    with socket_server.running() as server:
        yield server


@pytest.fixture
def bolt(slack: SocketServer) -> App:
    client = WebClient(base_url=slack.api_url, token="xoxb-test")
    client.proxy = None
    authorized = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-test")
    return App(client=client, authorize=lambda: authorized, process_before_response=True)


@pytest.fixture
def socket_mode(bolt: App) -> Iterator[SocketMode]:
    mode = SocketMode(bolt, app_token="xapp-test")
    yield mode
    mode.close()


def command(envelope_id: str, text: str = "") -> dict[str, Any]:
    fields = {"command": "/align", "team_id": "T1", "channel_id": "C1", "user_id": "U1"}
    payload = {**fields, "trigger_id": "1.2.a", "text": text}
    return {
        "type": "slash_commands",
        "envelope_id": envelope_id,
        "payload": payload,
        "accepts_response_payload": True,
    }


class TestConnect:
    def test_brings_payloads_in_and_answers_out(
        self, slack: SocketServer, bolt: App, socket_mode: SocketMode
    ) -> None:
        bolt.command("/align")(lambda ack, body: ack(text=f"You said {body['text']}"))
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].send(command("E1", "hello"))
        wait.until(lambda: slack.lines[0].answers)
        assert slack.lines[0].answers["E1"]["payload"] == {"text": "You said hello"}

    def test_does_not_acknowledge_what_failed(
        self, slack: SocketServer, bolt: App, socket_mode: SocketMode
    ) -> None:
        tried = threading.Event()

        @bolt.command("/align")
        def fail(body: dict[str, Any], ack: Any) -> None:
            if body["text"] == "fail":
                tried.set()
                raise RuntimeError("no database")
            ack()

        bolt.error(lambda error: None)
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].send(command("E1", "fail"))
        assert tried.wait(5)
        slack.lines[0].send(command("E2"))
        wait.until(lambda: slack.lines[0].answers)
        assert set(slack.lines[0].answers) == {"E2"}

    @pytest.mark.parametrize("error", ["invalid_auth", "not_allowed_token_type"])
    def test_refuses_a_wrong_token_at_once(
        self, slack: SocketServer, socket_mode: SocketMode, error: str
    ) -> None:
        slack.refuse(error)
        with pytest.raises(ConfigError, match=rf"SLACK_APP_TOKEN \({error}\)"):
            socket_mode.connect()
        assert slack.opened == 1

    def test_tries_again_when_slack_is_away(
        self, slack: SocketServer, socket_mode: SocketMode, caplog: pytest.LogCaptureFixture
    ) -> None:
        slack.refuse("internal_error", status=500)
        slack.refuse("odd_error", status=503)
        socket_mode.connect()
        assert socket_mode.trouble() == "not connected to Slack"
        wait.until(lambda: socket_mode.trouble() is None)
        assert [line for line in caplog.messages if "trying again" in line] == [
            "Slack can't be reached (internal_error); trying again in 1 s.",
            "Slack can't be reached (odd_error); trying again in 2 s.",
        ]

    # The SDK forgets the socket on which a handshake was refused.
    @pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
    def test_tries_again_when_the_address_is_no_websocket(
        self, slack: SocketServer, socket_mode: SocketMode
    ) -> None:
        slack.welcomes = False
        socket_mode.connect()
        assert socket_mode.trouble() == "not connected to Slack"
        slack.welcomes = True
        wait.until(lambda: socket_mode.trouble() is None)

    def test_tries_again_when_nobody_listens(self, bolt: App) -> None:
        bolt.client.base_url = "http://127.0.0.1:1/api/"
        mode = SocketMode(bolt, app_token="xapp-test")
        mode.connect()
        assert mode.trouble() == "not connected to Slack"
        mode.close()

    def test_tries_again_when_something_else_answers(
        self, slack: SocketServer, socket_mode: SocketMode
    ) -> None:
        slack.refusals.append((200, {"Content-Type": "text/html"}, "<html>Please log in</html>"))
        socket_mode.connect()
        wait.until(lambda: socket_mode.trouble() is None)

    def test_waits_as_long_as_slack_asks(
        self, slack: SocketServer, socket_mode: SocketMode, caplog: pytest.LogCaptureFixture
    ) -> None:
        slack.refuse("ratelimited", status=429, retry_after="30")
        socket_mode.connect()
        assert "Slack can't be reached (ratelimited); trying again in 30 s." in caplog.messages
        assert slack.opened == 1

    def test_logs_nothing_that_people_write(
        self,
        slack: SocketServer,
        bolt: App,
        socket_mode: SocketMode,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        bolt.command("/align")(lambda ack: ack())
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].send(command("E1", "confidential"))
        wait.until(lambda: slack.lines[0].answers)
        assert "confidential" not in caplog.text
        assert "xapp-test" not in caplog.text


class TestTrouble:
    def test_is_mended_after_a_silent_drop(
        self, slack: SocketServer, socket_mode: SocketMode
    ) -> None:
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].mute = True
        seconds = wait.until(lambda: len(slack.lines) == 2, within=20)
        print(f"a silent drop was mended after {seconds:.1f} s")  # noqa: T201 (the figure to watch)
        wait.until(lambda: socket_mode.trouble() is None)
        wait.until(lambda: not slack.lines[0].open)

    def test_is_noticed_on_a_line_that_never_answers(
        self, slack: SocketServer, socket_mode: SocketMode
    ) -> None:
        slack.pongs = False
        socket_mode.connect()
        wait.until(lambda: "no answer" in (socket_mode.trouble() or ""), within=20)
        slack.pongs = True
        wait.until(lambda: socket_mode.trouble() is None)

    def test_is_mended_after_the_kernel_said_goodbye(
        self, slack: SocketServer, socket_mode: SocketMode
    ) -> None:
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].hang_up()
        wait.until(lambda: len(slack.lines) == 2, within=20)
        wait.until(lambda: socket_mode.trouble() is None)

    def test_stays_away_while_slack_moves_the_line(
        self, slack: SocketServer, bolt: App, socket_mode: SocketMode
    ) -> None:
        answering = threading.Event()

        @bolt.command("/align")
        def slow(ack: Any) -> None:
            answering.wait(5)
            ack()

        socket_mode.connect()
        wait.until(lambda: slack.lines)
        first = slack.lines[0]
        first.send(command("E1"))
        first.send({"type": "disconnect", "reason": "warning"})
        wait.until(lambda: len(slack.lines) == 2)
        assert socket_mode.trouble() is None
        first.send(command("E2"))
        answering.set()
        wait.until(lambda: set(first.answers) == {"E1", "E2"})

    def test_is_mended_after_a_close_frame(
        self, slack: SocketServer, socket_mode: SocketMode
    ) -> None:
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].frame(socket_server.CLOSE, GOING_AWAY)
        wait.until(lambda: len(slack.lines) == 2)

    def test_stays_while_slack_refuses_the_token(
        self, slack: SocketServer, socket_mode: SocketMode, caplog: pytest.LogCaptureFixture
    ) -> None:
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.refuse("token_revoked")
        slack.lines[0].frame(socket_server.CLOSE, GOING_AWAY)
        wait.until(lambda: "SLACK_APP_TOKEN (token_revoked)" in caplog.text)
        assert socket_mode.trouble() == "not connected to Slack"
        wait.until(lambda: socket_mode.trouble() is None)

    def test_that_is_rare_is_mended_soon(
        self,
        slack: SocketServer,
        socket_mode: SocketMode,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("bot.slack.socket_mode.STEADY_AFTER", 0.0)
        slack.refuse("internal_error", status=500)
        socket_mode.connect()
        wait.until(lambda: slack.lines and slack.lines[0].pings > 3)  # it has been looked at
        slack.refuse("fatal_error")
        slack.lines[0].frame(socket_server.CLOSE, GOING_AWAY)
        wait.until(lambda: "fatal_error" in caplog.text)
        wait.until(lambda: len(slack.lines) == 2)
        assert "Slack can't be reached (fatal_error); trying again in 1 s." in caplog.messages

    def test_may_cost_an_answer_but_no_error(
        self,
        slack: SocketServer,
        bolt: App,
        socket_mode: SocketMode,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        begun, go_on = threading.Event(), threading.Event()
        bolt.command("/align")(lambda ack: (begun.set(), go_on.wait(10), ack()))
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].send(command("E1"))
        assert begun.wait(5)
        slack.lines[0].frame(socket_server.CLOSE, GOING_AWAY)
        wait.until(lambda: len(slack.lines) == 2)
        go_on.set()
        wait.until(lambda: "An answer to Slack was lost with its connection." in caplog.messages)


class TestClose:
    def test_answers_what_is_at_hand_first(
        self, slack: SocketServer, bolt: App, socket_mode: SocketMode
    ) -> None:
        begun, go_on = threading.Event(), threading.Event()

        @bolt.command("/align")
        def slow(ack: Any) -> None:
            begun.set()
            go_on.wait(5)
            ack()

        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].send(command("E1"))
        assert begun.wait(5)
        closing = threading.Thread(target=socket_mode.close)
        closing.start()
        go_on.set()
        closing.join()
        wait.until(lambda: not slack.open_lines)
        assert set(slack.lines[0].answers) == {"E1"}

    def test_does_not_wait_for_ever(
        self,
        slack: SocketServer,
        bolt: App,
        socket_mode: SocketMode,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        begun, go_on = threading.Event(), threading.Event()
        bolt.command("/align")(lambda ack: (begun.set(), go_on.wait(10), ack()))
        socket_mode.connect()
        wait.until(lambda: slack.lines)
        slack.lines[0].send(command("E1"))
        assert begun.wait(5)
        socket_mode.close(within=0.1)
        assert "Some answers to Slack did not finish in time and were cut off." in caplog.messages
        go_on.set()

    def test_leaves_no_thread_behind(self, slack: SocketServer, bolt: App) -> None:
        before = set(threading.enumerate())
        mode = SocketMode(bolt, app_token="xapp-test")
        mode.connect()
        wait.until(lambda: slack.lines)
        mode.close()
        wait.until(lambda: not slack.open_lines)
        wait.until(lambda: set(threading.enumerate()) <= before)

    def test_is_harmless_before_connecting(self, socket_mode: SocketMode) -> None:
        socket_mode.close()
