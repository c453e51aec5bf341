"""Slack's addresses: the Web API, the OAuth page, and those that it hands out."""

import asyncio
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox import bodies, consent, places
from sandbox.faults import Outage
from sandbox.hanging import Cut, hang
from sandbox.model import Json
from sandbox.refused import Refused
from sandbox.serving import Endpoint, Table
from sandbox.web_api import WebApi


def table(api: WebApi, closing: asyncio.Event) -> Table:
    """Return path, methods and endpoint of every address; `closing` ends what hangs."""
    unless_away = partial(_unless_away, api.trouble.outage, closing)
    return [
        ("/api/{method}", ["GET", "POST"], partial(_web_api, api, closing)),
        *(
            (path, methods, partial(unless_away, endpoint))
            for path, methods, endpoint in (
                *places.table(api.companies),
                *consent.table(api.companies),
            )
        ),
    ]


async def _web_api(api: WebApi, closing: asyncio.Event, request: Request) -> Response:
    try:
        arguments = await bodies.arguments(request)
    except Refused as refused:
        return JSONResponse({"ok": False, "error": refused.error})
    token = _token(request, arguments)
    answer = api.answer(request.path_params["method"], arguments, token)
    if answer.hang:
        await hang(request, closing, answer.hang)
    return Cut() if answer.cut else Response(answer.body, answer.status, answer.headers)


def _token(request: Request, arguments: Json) -> str:
    """Return the token, which may come as an argument, too; basic authentication is of an app that
    has none yet, and becomes arguments.
    """
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    in_body = str(arguments.pop("token", "") or "")
    if scheme.lower() == "basic":
        arguments |= bodies.client(credentials)
    return credentials.strip() if scheme.lower() == "bearer" else in_body


async def _unless_away(
    outage: Outage, closing: asyncio.Event, endpoint: Endpoint, request: Request
) -> Response:
    """Answer as the endpoint does, or as the Web API does while Slack is away."""
    fault = outage.fault
    if fault is None:
        return await endpoint(request)
    if fault.applied:
        await endpoint(request)
    if fault.hang:
        await hang(request, closing, fault.hang)
    return Cut() if fault.instead == "cut" else PlainTextResponse("", fault.status)
