"""The bot's private line to Slack, for when it has no public address: opened, watched, replaced.

With Bolt's own settings a line that dies without a goodbye is noticed after 58 s. Here it is
after `SILENT_AFTER`, and one thread alone decides about replacing it.
"""

import logging
import re
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.config import ConfigError
from bot.slack.line import SDK_LOGGER, Line

SILENT_AFTER = 6.0
"""Seconds without an answer after which a line counts as dead: three pings in a row."""

LOOK_EVERY = 0.5
"""Seconds between looks at the line."""

LINGER = 10.0
"""Seconds that a replaced line still listens: Slack warns about 10 s before it hangs up.

Source: docs.slack.dev/apis/events-api/using-socket-mode, "Disconnecting".
"""

OPEN_WITHIN = 10
"""Seconds that Slack has to name the address of a new line."""

PAUSES = (1, 2, 4, 8, 16, 32, 60)
"""Seconds from one try to the next: `apps.connections.open` is for about one call a minute."""

STEADY_AFTER = 60.0
"""Seconds that a line must last for the pauses to start from the shortest again."""

PASSING = {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack's errors that say nothing against our token."""

logger = logging.getLogger(__name__)


class SocketMode:
    """Keeps one live line to Slack, through which it hands every payload to `bolt`."""

    def __init__(self, bolt: App, *, app_token: str, threads: int = 8) -> None:
        """`threads` payloads are handled at a time; address and proxy are `bolt.client`'s."""
        self._bolt = bolt
        self._app_token = app_token
        self._threads = threads
        self._web = WebClient(
            base_url=bolt.client.base_url,
            timeout=OPEN_WITHIN,
            ssl=bolt.client.ssl,
            retry_handlers=[],
            logger=SDK_LOGGER,
        )
        self._web.proxy = bolt.client.proxy
        self._line: Line | None = None
        self._tries = 0
        self._not_before = 0.0
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._own_threads: list[threading.Thread] = []

    def connect(self) -> None:
        """Open the line and keep it open from now on.

        While Slack can't be reached, it is tried again in the background. Raises ConfigError if it
        does not accept the token.
        """
        self._replace()
        self._run(self._keep)

    def close(self, within: float = 10.0) -> None:
        """Hang up, once the payloads at hand are answered or `within` seconds are over."""
        deadline = time.monotonic() + within
        self._closing.set()
        self._wake.set()
        for thread in self._own_threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if any(thread.is_alive() for thread in self._own_threads):
            logger.warning("Some answers to Slack did not finish in time and were cut off.")

    def trouble(self) -> str | None:
        """Return what is wrong with the line in a few words, or None while Slack answers on it."""
        line = self._line
        if line is None or not line.is_connected():
            return "not connected to Slack"
        silence = line.silence()
        return f"no answer from Slack for {silence:.0f} s" if silence > SILENT_AFTER else None

    def _keep(self) -> None:
        while not self._closing.is_set():
            self._wake.wait(LOOK_EVERY)
            self._wake.clear()
            self._look()
        if self._line:
            self._line.hang_up()

    def _look(self) -> None:
        trouble = self.trouble()
        if trouble is None and self._line and not self._line.ending.is_set():
            if self._line.age() > STEADY_AFTER:
                self._tries = 0
            return
        if time.monotonic() >= self._not_before and not self._closing.is_set():
            logger.info("Opening a new line to Slack: %s.", trouble or "the old one is ending")
            try:
                self._replace()
            except ConfigError as error:
                logger.warning("%s", error)

    def _replace(self) -> None:
        """Open a line in place of the current one, or set when to try again."""
        pause = float(PAUSES[min(self._tries, len(PAUSES) - 1)])
        self._tries += 1
        self._not_before = time.monotonic() + pause
        try:
            line = self._open()
        except SlackApiError as error:
            self._put_off(_passing(error), _retry_after(error) or pause)
        except (OSError, HTTPException, SlackClientError) as error:
            self._put_off(f"{type(error).__name__}: {error}", pause)
        else:
            logger.info("Connected to Slack (Socket Mode).")
            old, self._line = self._line, line
            if old:
                self._see_off(old)

    def _open(self) -> Line:
        url = self._web.apps_connections_open(app_token=self._app_token)["url"]
        line = Line(url, self._bolt, web=self._web, threads=self._threads, wake=self._wake)
        line.connect()
        if not line.is_connected():
            line.hang_up()
            raise ConnectionError("the WebSocket could not be opened")
        return line

    def _put_off(self, reason: str, pause: float) -> None:
        self._not_before = time.monotonic() + pause
        logger.warning("Slack can't be reached (%s); trying again in %.0f s.", reason, pause)

    def _see_off(self, old: Line) -> None:
        def hang_up() -> None:
            if old.ending.is_set() and old.is_connected():
                self._closing.wait(LINGER)
            old.hang_up()

        self._run(hang_up)

    def _run(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name="socket-mode", daemon=True)
        alive = [each for each in self._own_threads if each.is_alive()]
        self._own_threads = [*alive, thread]
        thread.start()


def _passing(error: SlackApiError) -> str:
    """Return what an error says that will pass. Raises ConfigError for all others."""
    code = str(error.response.get("error", ""))
    if not re.fullmatch("[a-z_]+", code):
        return "no answer of Slack's"  # a proxy's page, say
    if code in PASSING or error.response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return code
    raise ConfigError(
        f"Slack does not accept SLACK_APP_TOKEN ({code}): copy the token that starts with xapp- "
        "and has the scope connections:write from your app's page, Basic Information, App-Level "
        "Tokens."
    ) from error


def _retry_after(error: SlackApiError) -> float | None:
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    seconds = headers.get("retry-after", "")
    return float(seconds) if re.fullmatch("[0-9]{1,6}", seconds) else None
