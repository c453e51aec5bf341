"""The bot's public door: one address for Slack, and two where the operator asks how it is."""

import logging
import math
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import waitress
from waitress import wasyncore

from bot.errors import BotError
from bot.slack import guard

TURN = 0.2
"""Seconds between looks at whether a closing server is done, when nothing wakes it."""

GRACE = 0.5
"""Seconds that a thread whose request was cut off has to notice."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """One thing that must be right for the bot to do its work; `detail` says what is wrong."""

    name: str
    ok: bool
    detail: str = ""


def build(
    *, slack: WSGIApplication | None, checks: Callable[[], Sequence[Check]]
) -> WSGIApplication:
    """Return the bot's web application; `slack` is None when Slack reaches it by Socket Mode only.

    `slack` is behind its guard already. `checks` is asked anew for each `GET /readyz`.
    """
    routes: dict[str, WSGIApplication] = {
        "/slack/events": slack or _no_slack,
        "/healthz": _page(lambda: (HTTPStatus.OK, "ok\n")),
        "/readyz": _page(lambda: _readiness(checks())),
    }

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return routes.get(environ["PATH_INFO"], _nothing_here)(environ, start_response)

    return application


class Server:
    """waitress in a thread of its own, able to finish what it began before it closes."""

    def __init__(
        self, application: WSGIApplication, *, host: str, port: int, threads: int = 8
    ) -> None:
        """`port` 0 takes a free one.

        `threads` answer requests at the same time, each with a database connection. On two cores
        4, 8 and 16 served as many requests a second (1,050, each half a millisecond of work and one
        commit to SQLite), but the slowest of 16 at a time took 47, 89 and 183 ms. 8 leave room for
        requests that wait for Slack to open a modal.
        """
        self._application = application
        self._address = (host, port)
        self._threads = threads
        self._sockets: dict[int, Any] = {}
        self._stop_by: float | None = None
        self._waking = threading.Lock()
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        """Listen, and answer from now on. Raises BotError when the address cannot be had."""
        listener = _listen(*self._address)
        self.port: int = listener.getsockname()[1]
        self._waitress = waitress.create_server(
            self._application,
            map=self._sockets,
            sockets=[listener],
            threads=self._threads,
            ident="",
            max_request_body_size=guard.MAX_BODY + 1,  # it refuses this size and above
        )
        # A line a request under load, about a queue that the answers' times show as well.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._thread.start()

    def stop(self, within: float = 10.0) -> None:
        """Take no new connections, let running requests finish for `within` seconds, and close."""
        if self._thread.is_alive() and self._stop_by is None:
            with self._waking:
                self._stop_by = time.monotonic() + within
                self._waitress.pull_trigger()
            # No longer: an application that never answers keeps its thread, and with it this one.
            self._thread.join(within + GRACE)

    def _serve(self) -> None:
        while self._stop_by is None:
            self._turn(within=30.0)
        # waitress' own close() cuts the connections of running requests, so the order here is ours.
        wasyncore.dispatcher.close(self._waitress)
        while self._waitress.active_channels and time.monotonic() < self._stop_by:
            self._turn(within=TURN)
            self._let_go_of_idle_connections()
        self._cut()

    def _turn(self, *, within: float) -> None:
        wasyncore.loop(timeout=within, use_poll=True, map=self._sockets, count=1)

    def _let_go_of_idle_connections(self) -> None:
        for channel in self._waitress.active_channels.values():
            if not (channel.requests or channel.request or channel.total_outbufs_len):
                channel.will_close = True

    def _cut(self) -> None:
        if unfinished := len(self._waitress.active_channels):
            logger.warning("%d request(s) did not finish in time and were cut off", unfinished)
        for channel in list(self._waitress.active_channels.values()):
            channel.handle_close()
        self._waitress.task_dispatcher.shutdown(timeout=math.inf)
        # Last: a running thread writes to this pipe, or to whatever has its number by then, and so
        # does the thread that stops the server: it may be slower than this one.
        with self._waking:
            self._waitress.trigger.close()


def _no_slack(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    sentence = "I reach Slack by Socket Mode; to hear it over HTTP, set SLACK_SIGNING_SECRET.\n"
    return guard.answer(start_response, HTTPStatus.NOT_FOUND, sentence)


def _nothing_here(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    return guard.answer(start_response, HTTPStatus.NOT_FOUND, "There is nothing here.\n")


def _page(read: Callable[[], tuple[HTTPStatus, str]]) -> WSGIApplication:
    def page(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            allow = ("Allow", "GET, HEAD")
            refusal = HTTPStatus.METHOD_NOT_ALLOWED
            return guard.answer(start_response, refusal, "This address is only read.\n", allow)
        status, text = read()
        return guard.answer(start_response, status, text, head=environ["REQUEST_METHOD"] == "HEAD")

    return page


def _readiness(checks: Sequence[Check]) -> tuple[HTTPStatus, str]:
    ready = all(check.ok for check in checks)
    lines = [f"{check.name}: {'ok' if check.ok else check.detail}\n" for check in checks]
    return (HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE), "".join(lines)


def _listen(host: str, port: int) -> socket.socket:
    six = ":" in host
    family = socket.AF_INET6 if six else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, dualstack_ipv6=six)
    except OSError as error:
        raise BotError(
            f"I can't listen on {host} port {port} ({error.strerror}): stop the program that uses "
            "it, or set HOST and PORT to another address."
        ) from error
