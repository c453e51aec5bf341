"""Payloads pushed through the WebSockets that the app opened (Socket Mode)."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, TimeoutError
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from sandbox.app import App
from sandbox.delivery import Ack, Delivery, NotAnswered, envelopes
from sandbox.listening import bound

CONNECTIONS_MAX = 10
"""Open connections an app may have (Slack: /apis/events-api/using-socket-mode)."""

PING_EVERY = 5.0
"""Seconds between the pings Slack sends."""


class SocketMode:
    """Slack's end of an app's WebSockets. Each payload goes to one of them, in turn."""

    def __init__(self, app: App, changed: Callable[[], None]) -> None:
        self._app = app
        self._changed = changed
        self._loop: asyncio.AbstractEventLoop | None = None
        self._port = 0
        self._tickets: set[str] = set()
        self._connections: list[ServerConnection] = []
        self._warned: set[ServerConnection] = set()
        self._turn = 0
        self._expected: dict[str, Future[Ack]] = {}

    @property
    def count(self) -> int:
        """The number of open connections."""
        return len(self._connections)

    def new_link(self) -> str:
        """Return the address for one new connection."""
        ticket = token_hex(16)
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self._port}/link/?ticket={ticket}&app_id={self._app.id}"

    def deliver(self, delivery: Delivery, within: float) -> Ack:
        """Send an envelope and return the app's answer.

        Raises NotAnswered: dispatch_failed when no connection is open, operation_timeout.
        """
        connection, loop = self._next(), self._loop
        if connection is None or loop is None:
            raise NotAnswered("dispatch_failed")
        envelope = envelopes.envelope(delivery)
        answer: Future[Ack] = Future()
        self._expected[envelope["envelope_id"]] = answer
        asyncio.run_coroutine_threadsafe(_send(connection, envelope), loop)
        try:
            ack = answer.result(within)
        except TimeoutError:
            raise NotAnswered("operation_timeout") from None
        finally:
            self._expected.pop(envelope["envelope_id"], None)
        return ack if envelope["accepts_response_payload"] else Ack()

    def drop(self, goodbye: bool) -> None:
        """Lose every connection; see Sandbox.drop_sockets."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._drop(goodbye), self._loop).result(5)

    def warn(self) -> None:
        """Say that every connection will end soon; see Sandbox.warn_sockets."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._warn(), self._loop).result(5)

    def cut(self) -> None:
        """Close every connection at once, without a goodbye."""
        if self._loop is not None:
            for connection in list(self._connections):
                self._loop.call_soon_threadsafe(connection.transport.abort)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Accept connections, on a port of their own, until the block ends."""
        self._loop = asyncio.get_running_loop()
        listener = bound(0)
        self._port = listener.getsockname()[1]
        server = await serve(
            self._hold,
            sock=listener,
            process_request=self._admit,
            ping_interval=None,
            close_timeout=0.2,
            compression=None,
        )
        try:
            yield
        finally:
            server.close()
            await server.wait_closed()
            self._loop = None

    def _next(self) -> ServerConnection | None:
        """Return whose turn it is; of those that were told to go only if there is no other."""
        connections = list(self._connections)
        connections = [each for each in connections if each not in self._warned] or connections
        if not connections:
            return None
        self._turn += 1
        return connections[self._turn % len(connections)]

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse a wrong path, and a ticket that is unknown or was used before."""
        address = urlsplit(request.path)
        ticket = parse_qs(address.query).get("ticket", [""])[0]
        if address.path != "/link/" or ticket not in self._tickets:
            return connection.respond(HTTPStatus.NOT_FOUND, "no such ticket\n")
        self._tickets.remove(ticket)
        return None

    async def _hold(self, connection: ServerConnection) -> None:
        """Greet a connection, then take its acks until it ends."""
        if len(self._connections) >= CONNECTIONS_MAX:
            await _send(connection, envelopes.disconnect("too_many_websockets"))
            return
        self._connections.append(connection)
        self._changed()
        pings = asyncio.create_task(self._ping(connection))
        try:
            await _send(connection, envelopes.hello(self._app, len(self._connections)))
            async for message in connection:
                self._take(message)
        except ConnectionClosed:
            pass  # the client went away without a goodbye
        finally:
            pings.cancel()
            with suppress(ValueError):  # gone already when it was dropped
                self._connections.remove(connection)
            self._changed()

    def _take(self, message: str | bytes) -> None:
        """Hand an ack to whoever waits for it; anything else is ignored, as Slack does."""
        try:
            parsed = json.loads(message)
        except ValueError:
            return
        if not isinstance(parsed, dict):
            return
        answer = self._expected.pop(str(parsed.get("envelope_id")), None)
        if answer:
            payload = parsed.get("payload")
            answer.set_result(Ack(200, payload if isinstance(payload, dict | str) else None))

    async def _ping(self, connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            while connection in self._connections:
                await asyncio.sleep(PING_EVERY)
                if connection in self._connections:
                    await connection.ping()

    async def _warn(self) -> None:
        self._warned = set(self._connections)
        for connection in self._warned:
            await _send(connection, envelopes.disconnect("warning"))

    async def _drop(self, goodbye: bool) -> None:
        dropped, self._connections = self._connections, []
        for connection in dropped:
            if goodbye:
                with suppress(ConnectionClosed):
                    await _send(connection, envelopes.disconnect("refresh_requested"))
                    await connection.close()
            else:
                # Nothing is read any more, so pings stay unanswered; TCP stays open.
                connection.transport.pause_reading()


async def _send(connection: ServerConnection, message: dict[str, Any]) -> None:
    with suppress(ConnectionClosed):
        await connection.send(json.dumps(message))
