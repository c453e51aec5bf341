"""Answers that never come: a connection kept waiting, or closed without a word."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


async def hang(request: Request, closing: asyncio.Event, seconds: float) -> None:
    """Return after so many seconds, or when the sandbox stops or the client gives up."""
    ends = [asyncio.ensure_future(closing.wait()), asyncio.ensure_future(_gone(request.receive))]
    await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for end in ends:
        end.cancel()


class Cut(Response):
    """No answer: the connection is closed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["cut"](scope["client"])
        await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Return when the client is no longer connected."""
    while (await receive())["type"] != "http.disconnect":
        pass
