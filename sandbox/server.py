"""The sandbox's web server: Slack's addresses, the control API, and the page beside them."""

import asyncio
import socket
from contextlib import suppress
from threading import Event, Thread

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.delivery.socket_mode import SocketMode
from sandbox.routes import Table

START_WITHIN = 10.0
STOP_WITHIN = 2.0
"""Seconds; usually some hundredths."""

_OURS = (
    "/api/",
    "/actions/",
    "/app-actions/",
    "/commands/",
    "/files/",
    "/upload/",
    "/_sandbox/",
)


class Server:
    """Runs in a daemon thread, on loopback."""

    def __init__(self, port: int, sockets: SocketMode) -> None:
        self._wanted_port = port
        self._port = 0
        self._sockets = sockets
        self._started = Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closing = asyncio.Event()
        self._thread: Thread | None = None

    @property
    def url(self) -> str:
        """Raises RuntimeError before the start, when there is no port yet."""
        if not self._port:
            raise RuntimeError("The sandbox has not been started.")
        return f"http://127.0.0.1:{self._port}"

    def bind(self) -> None:
        """Take the port. Raises OSError when somebody has it."""
        address = ("127.0.0.1", self._wanted_port)
        try:
            self._listener = socket.create_server(address, backlog=256)
        except OSError as error:
            raise OSError(error.errno, f"port {self._wanted_port}: {error.strerror}") from None
        self._port = self._listener.getsockname()[1]

    def start(self, table: Table, page: ASGIApp | None) -> None:
        """Serve; returns when requests are answered."""
        slack = Starlette(
            routes=[Route(path, endpoint, methods=methods) for path, methods, endpoint in table]
        )
        config = uvicorn.Config(
            _Doors(slack, page),
            log_level="warning",
            access_log=False,
            lifespan="on" if page else "off",
        )
        self._thread = Thread(target=self._run, args=(config,), name="sandbox-server", daemon=True)
        self._thread.start()
        if not self._started.wait(START_WITHIN):
            raise RuntimeError("The sandbox's server did not start.")

    def stop(self) -> None:
        """Stop serving and free the port."""
        if self._loop and self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self.closing.set)
            self._thread.join(START_WITHIN)

    def _run(self, config: uvicorn.Config) -> None:
        asyncio.run(self._serve(config))

    async def _serve(self, config: uvicorn.Config) -> None:
        """Do what uvicorn.Server.serve does, without its pauses of a tenth of a second, which
        every test would wait for.
        """
        self._loop = asyncio.get_running_loop()
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        async with self._sockets.listening():
            await server.startup([self._listener])
            self._started.set()
            await self.closing.wait()
            await _wind_down(server)


async def _wind_down(server: uvicorn.Server) -> None:
    """Let the requests under way finish, then close everything."""
    for listener in server.servers:
        listener.close()
    state = server.server_state
    for connection in list(state.connections):
        connection.shutdown()
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_WITHIN):
            while state.connections or state.tasks:
                await asyncio.sleep(0.002)
    await server.lifespan.shutdown()


class _Doors:
    """Sends Slack's own addresses to Slack, and everything else to the page, if there is one."""

    def __init__(self, slack: ASGIApp, page: ASGIApp | None) -> None:
        self._slack = slack
        self._page = page or slack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["path"].startswith(_OURS)
        await (self._slack if ours else self._page)(scope, receive, send)
