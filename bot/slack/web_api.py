"""Slack's Web API for work that nobody waits for: many calls at once over one pool of connections.

Measured: a client that opens a connection a call spends 65 to 90 ms of processor on each with TLS.
Not the SDK's asynchronous client: what is no JSON it answers with nothing, or an AttributeError,
and here it matters what came back.
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.slack.values import Json

CALL_TIMEOUT = 8
"""Seconds that one call may take: below the 10 of a graceful stop."""

KEPT_ALIVE = 4
"""Seconds that an idle connection is kept: we close it before the other side does, because a call
that meets a closing connection may or may not have been heard."""

_TYPE = {"Content-Type": "application/json; charset=utf-8"}
_BYTES = {"Content-Type": "application/octet-stream"}
_RETRY_AFTER = "1"
"""Seconds, when a rate limit does not say."""


@dataclass(frozen=True)
class Answer:
    """What came back from Slack, or the exception that came instead.

    `error` is Slack's code. `body` is None when it was no JSON object.
    """

    status: int | None = None
    error: str | None = None
    body: Json | None = field(default=None, repr=False)
    retry_after: timedelta | None = None
    exception: Exception | None = None

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked."""
        return self.status == HTTPStatus.OK and self.error is None


@cache
def trusted() -> ssl.SSLContext:
    """Return what every client here trusts: to load this machine's authorities takes 45 ms."""
    return ssl.create_default_context()


class WebApi:
    """Calls Slack as the bot of any workspace; an asynchronous context manager.

    `tokens` are by our workspace ids. Nothing is ever repeated here: a repeated post is seen twice.
    """

    def __init__(
        self, base_url: str, tokens: Mapping[int, str], *, proxy: str | None, connections: int
    ) -> None:
        self.tokens = tokens
        self._base_url = base_url
        self._proxy = proxy
        self._connections = connections
        self._ssl = trusted()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=CALL_TIMEOUT),
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=KEPT_ALIVE, ssl=self._ssl
            ),
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def call(self, workspace_id: int, method: str, arguments: Json) -> Answer:
        """Return Slack's answer to a method that does something; a failure is never raised."""
        return await self._ask(
            "POST",
            self._base_url + method,
            data=json.dumps(arguments),
            headers=_TYPE | self._authorization(workspace_id),
        )

    async def read(self, workspace_id: int, method: str, arguments: Mapping[str, str]) -> Answer:
        """Return Slack's answer to a method that only reads; a failure is never raised."""
        return await self._ask(
            "GET",
            self._base_url + method,
            params=arguments,
            headers=self._authorization(workspace_id),
        )

    async def respond(self, response_url: str, body: Json) -> Answer:
        """Return the answer to a message for the person behind a gesture's response_url."""
        return await self._ask("POST", response_url, data=json.dumps(body), headers=_TYPE)

    async def upload(self, url: str, content: bytes) -> Answer:
        """Return the answer of the address that Slack gave for a file; it is no JSON."""
        return await self._ask("POST", url, data=content, headers=_BYTES)

    def _authorization(self, workspace_id: int) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[workspace_id]}"}

    async def _ask(self, verb: str, url: str, **request: Any) -> Answer:
        # No redirects: they would say it twice, or take somebody else's answer for Slack's.
        request |= {"proxy": self._proxy, "allow_redirects": False}
        try:
            async with self._session.request(verb, url, **request) as response:
                return _read(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # OSError: TimeoutError among them. ValueError: an address that is none.
            return Answer(exception=error)


def _read(status: int, headers: Mapping[str, str], content: bytes) -> Answer:
    body = _json_object(content)
    failed = status != HTTPStatus.OK or (body is not None and not body.get("ok", True))
    error = str((body or {}).get("error") or status) if failed else None
    pause = headers.get("Retry-After", _RETRY_AFTER)
    limited = status == HTTPStatus.TOO_MANY_REQUESTS
    return Answer(
        status,
        error[:255] if error else None,
        body,
        timedelta(seconds=float(pause)) if limited and pause.isdecimal() else None,
    )


def _json_object(content: bytes) -> Json | None:
    try:
        body = json.loads(content)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
