"""One port on loopback, which can be closed to everybody and opened again."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp
from uvicorn.server import ServerState

STOP_WITHIN = 2.0
"""Seconds; usually some hundredths."""

Tls = tuple[Path, Path]
"""A certificate and its key: files in PEM format."""


class Listening:
    """Serves an ASGI app. All but `bind` and `url` is for the thread that serves."""

    def __init__(self, port: int = 0, tls: Tls | None = None) -> None:
        self._wanted_port = port
        self._port = 0
        self._tls = tls
        self._state = ServerState()

    @property
    def url(self) -> str:
        """Raises RuntimeError before the start, when there is no port yet."""
        if not self._port:
            raise RuntimeError("The sandbox has not been started.")
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    def bind(self) -> None:
        """Take the port. Raises OSError when somebody has it."""
        try:
            self._socket = bound(self._wanted_port)
        except OSError as error:
            raise OSError(error.errno, f"port {self._wanted_port}: {error.strerror}") from None
        self._port = self._socket.getsockname()[1]

    def release(self) -> None:
        """Give up a port that is not served after all."""
        self._socket.close()

    async def start(self, app: ASGIApp, *, lifespan: bool = False) -> None:
        """Serve; raises OSError for a certificate that cannot be read.

        This does what uvicorn.Server.serve does, without its pauses of a tenth of a second, which
        every test would wait for.
        """
        certificate, key = self._tls or (None, None)
        self._config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan="on" if lifespan else "off",
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        self._config.load()
        self._lifespan = self._config.lifespan_class(self._config)
        await self._lifespan.startup()
        self._lifespan.state["cut"] = self._cut
        await self._listen()

    async def refuse(self) -> None:
        """Close the port and every connection: whoever connects is refused."""
        self._server.close()
        # Bound, but without listening, the port stays ours and the kernel refuses for us.
        self._socket = bound(self._port)
        self.cut_all()

    async def accept(self) -> None:
        """Open the port again."""
        await self._listen()

    def cut_all(self) -> None:
        """Close every connection at once, whatever it waits for."""
        for connection in list(self._state.connections):
            connection.transport.abort()

    async def stop(self) -> None:
        """Let the requests under way finish, then close everything."""
        self._server.close()
        self._socket.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_WITHIN):
                while self._state.connections or self._state.tasks:
                    await asyncio.sleep(0.002)
        await self._lifespan.shutdown()

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._connection, sock=self._socket, ssl=self._config.ssl, backlog=256
        )

    def _connection(self) -> asyncio.Protocol:
        """Return what uvicorn puts behind a new connection."""
        make: Callable[..., asyncio.Protocol] = self._config.http_protocol_class
        return make(config=self._config, server_state=self._state, app_state=self._lifespan.state)

    def _cut(self, client: tuple[str, int]) -> None:
        """Close the connection that comes from an address, without an answer."""
        for connection in list(self._state.connections):
            if connection.transport.get_extra_info("peername") == client:
                connection.transport.abort()


def bound(port: int) -> socket.socket:
    """Return a socket that has a port on loopback, for asyncio to listen on. Raises OSError."""
    # asyncio switches Nagle's algorithm off only where the protocol is said to be TCP, as
    # socket.create_server does not; with it, every answer comes 40 ms late.
    new = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        new.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        new.bind(("127.0.0.1", port))
    except OSError:
        new.close()
        raise
    return new
