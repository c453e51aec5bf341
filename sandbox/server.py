"""The sandbox's web server: Slack's addresses, the control API, and the page beside them."""

import asyncio
from collections.abc import Coroutine
from threading import Event, Thread
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.delivery.socket_mode import SocketMode
from sandbox.listening import Listening, Tls
from sandbox.serving import Table

START_WITHIN = 10.0
"""Seconds; usually some hundredths."""

_OURS = (
    "/api/",
    "/actions/",
    "/app-actions/",
    "/commands/",
    "/files/",
    "/oauth/",
    "/upload/",
    "/_sandbox/",
)


class Server:
    """Runs in a daemon thread, on loopback: Slack on one port, and the control API there and on a
    port of its own, which stays when Slack is away.
    """

    def __init__(self, port: int, sockets: SocketMode, tls: Tls | None = None) -> None:
        self.slack = Listening(port, tls)
        self.control = Listening()
        self._sockets = sockets
        self._started = Event()
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closing = asyncio.Event()
        self._thread: Thread | None = None

    def bind(self) -> None:
        """Take the ports. Raises OSError when somebody has one."""
        self.slack.bind()
        self.control.bind()

    def start(self, slack: Table, control: Table, page: ASGIApp | None) -> None:
        """Serve; returns when requests are answered. Raises OSError for a certificate that cannot
        be read.
        """
        doors = _Doors(_starlette([*slack, *control]), page)
        serving = self._serve(doors, _starlette(control), with_page=page is not None)
        self._thread = Thread(target=self._run, args=(serving,), name="sandbox-server", daemon=True)
        self._thread.start()
        if not self._started.wait(START_WITHIN):
            raise RuntimeError("The sandbox's server did not start.")
        if self._failure:
            raise self._failure

    def stop(self) -> None:
        """Stop serving and free the ports."""
        if self._loop and self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self.closing.set)
            self._thread.join(START_WITHIN)

    def refuse(self) -> None:
        """Refuse Slack's port to everybody, and close every connection to it."""
        self._do(self.slack.refuse())
        self._sockets.cut()

    def accept(self) -> None:
        """Take connections on Slack's port again."""
        self._do(self.slack.accept())

    def cut(self) -> None:
        """Close every connection to Slack's port."""
        if self._loop:
            self._loop.call_soon_threadsafe(self.slack.cut_all)

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        if self._loop is None:
            raise RuntimeError("The sandbox has not been started.")
        asyncio.run_coroutine_threadsafe(what, self._loop).result(START_WITHIN)

    def _run(self, serving: Coroutine[Any, Any, None]) -> None:
        try:
            asyncio.run(serving)
        except OSError as error:
            self._failure = error
            self.slack.release()
            self.control.release()
            self._started.set()

    async def _serve(self, slack: ASGIApp, control: ASGIApp, *, with_page: bool) -> None:
        self._loop = asyncio.get_running_loop()
        async with self._sockets.listening():
            await self.slack.start(slack, lifespan=with_page)
            await self.control.start(control)
            self._started.set()
            await self.closing.wait()
            await asyncio.gather(self.slack.stop(), self.control.stop())


def _starlette(table: Table) -> Starlette:
    return Starlette(
        routes=[Route(path, endpoint, methods=methods) for path, methods, endpoint in table]
    )


class _Doors:
    """Sends Slack's own addresses to Slack, and everything else to the page, if there is one."""

    def __init__(self, slack: ASGIApp, page: ASGIApp | None) -> None:
        self._slack = slack
        self._page = page or slack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["path"].startswith(_OURS)
        await (self._slack if ours else self._page)(scope, receive, send)
