"""One WebSocket to Slack: hands payloads in, answers out, and knows when Slack was last heard."""

import logging
import threading
import time

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from slack_sdk.socket_mode.request import SocketModeRequest

PING_EVERY = 2.0
"""Seconds between questions whether Slack is still there."""

logger = logging.getLogger(__name__)


def _soften(record: logging.LogRecord) -> bool:
    """Make a warning of the SDK's errors about a connection, which is replaced anyway."""
    if record.levelno == logging.ERROR and not record.exc_info:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


SDK_LOGGER = logging.getLogger(f"{__name__}.sdk")
SDK_LOGGER.setLevel(logging.WARNING)  # at DEBUG the SDK logs what people write
SDK_LOGGER.addFilter(_soften)


class Line(SocketModeClient):
    """The SDK's client for a single connection: it never reconnects, but says that it is `ending`.

    Left to itself the SDK reconnects from three threads, at once and without a pause between tries,
    and sleeps out a rate limit in a lock that closing needs.
    """

    def __init__(
        self, url: str, bolt: App, *, web: WebClient, threads: int, wake: threading.Event
    ) -> None:
        """`url` is good for one connection; `wake` is set when the line is about to end."""
        super().__init__(
            app_token="",  # only needed to ask for a `url`
            logger=SDK_LOGGER,
            web_client=web,
            auto_reconnect_enabled=False,
            ping_interval=PING_EVERY,
            concurrency=threads,
            on_close_listeners=[lambda _code, _reason: self.connect_to_new_endpoint()],
        )
        self.proxy = web.proxy  # the SDK would go by the environment's, even to this machine
        self.wss_uri = url
        self.ending = threading.Event()
        self._bolt = bolt
        self._wake = wake
        self._opened_at = self._heard_at = time.monotonic()
        self._last_pong: float | None = None
        self.socket_mode_request_listeners.append(self._handle)

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Say that the line is ending: the SDK calls this when Slack says `disconnect`."""
        self.ending.set()
        self._wake.set()

    def is_connected(self) -> bool:
        """Return whether the socket is open and the last ping could be sent.

        After Slack's end of the socket closed without a word, the SDK reads nothing from it, for
        ever and at full speed, until five pings have failed.
        """
        session = self.current_session
        return (
            session is not None
            and session.is_active()
            and session.consecutive_check_state_error_count == 0
        )

    def age(self) -> float:
        """Return the seconds since the line was opened."""
        return time.monotonic() - self._opened_at

    def silence(self) -> float:
        """Return the seconds since Slack was last seen to answer a ping; ask every second or so.

        The SDK keeps the wall-clock time of the ping that was answered, and nothing before the
        first answer; so what counts here is when that value changed.
        """
        pong = self.current_session.last_ping_pong_time if self.current_session else None
        if pong != self._last_pong:
            self._last_pong, self._heard_at = pong, time.monotonic()
        return time.monotonic() - self._heard_at

    def hang_up(self) -> None:
        """Stop reading, let the payloads at hand be answered, then disconnect.

        The threads end first: two that disconnect at the same time break each other in the SDK.
        """
        _end(self.current_app_monitor)
        self._stop_reading()
        while not self.message_queue.empty():
            time.sleep(0.01)
        self.closed = True
        self.message_queue.put(None)  # wakes the thread that takes messages from it
        _end(self.message_processor)
        self.message_workers.shutdown()
        self.disconnect()

    def _stop_reading(self) -> None:
        reader = self.current_session_runner
        reader.event.set()
        self.current_session_state.terminated = True
        if self.current_session:
            self.current_session.check_state()  # a ping, whose answer wakes the reader
        while reader.thread.is_alive():
            # Again and again: a reader that is only just starting takes the mark away.
            self.current_session_state.terminated = True
            reader.thread.join(0.1)

    def _handle(self, _client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        # An answer other than 200 is not sent, so Slack delivers an event again.
        answer = run_bolt_app(self._bolt, request)
        try:
            send_response(self, request, answer, start_time=0.0)  # only for a line at DEBUG
        except SlackClientNotConnectedError:
            logger.warning("An answer to Slack was lost with its connection.")


def _end(runner: IntervalRunner) -> None:
    runner.event.set()
    if runner.is_alive():
        runner.thread.join()
