"""Slack's addresses: the Web API, response URLs, uploads and files."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox import responses
from sandbox.model import Json
from sandbox.refused import Refused
from sandbox.web_api import WebApi
from sandbox.workspace import Workspace

Endpoint = Callable[[Request], Awaitable[Response]]
Table = list[tuple[str, list[str], Endpoint]]


def table(api: WebApi, closing: asyncio.Event) -> Table:
    """Return path, methods and endpoint of every address; `closing` ends what hangs."""
    return [
        ("/api/{method}", ["GET", "POST"], partial(_web_api, api, closing)),
        ("/actions/{rest:path}", ["POST"], partial(_response_url, api.workspace)),
        ("/app-actions/{rest:path}", ["POST"], partial(_response_url, api.workspace)),
        ("/commands/{rest:path}", ["POST"], partial(_response_url, api.workspace)),
        ("/upload/v1/{file_id}", ["POST"], partial(_upload, api.workspace)),
        ("/files/{file_id}/{name}", ["GET"], partial(_file, api.workspace)),
    ]


async def _web_api(api: WebApi, closing: asyncio.Event, request: Request) -> Response:
    try:
        arguments = await _arguments(request)
    except Refused as refused:
        return JSONResponse({"ok": False, "error": refused.error})
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    in_body = str(arguments.pop("token", "") or "")
    token = bearer.strip() if scheme.lower() == "bearer" else in_body
    answer = api.answer(request.path_params["method"], arguments, token)
    if answer.hang:
        with suppress(TimeoutError):
            await asyncio.wait_for(closing.wait(), answer.hang)
    return Response(answer.body, answer.status, answer.headers)


async def _arguments(request: Request) -> Json:
    """Return the arguments of a form, JSON or query.

    Raises Refused: invalid_json, json_not_object, invalid_charset, invalid_post_type.
    """
    query = dict(request.query_params)
    if request.method == "GET":
        return query
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form() as form:
            return query | {name: value for name, value in form.items() if isinstance(value, str)}
    try:
        body = (await request.body()).decode()
    except UnicodeDecodeError:
        raise Refused("invalid_charset") from None
    if kind == "application/json":
        return query | _json_object(body)
    if kind in ("application/x-www-form-urlencoded", ""):
        return query | dict(parse_qsl(body, keep_blank_values=True))
    raise Refused("invalid_post_type")


def _json_object(body: str) -> Json:
    try:
        parsed = json.loads(body or "{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refused("json_not_object")
    return parsed


async def _response_url(workspace: Workspace, request: Request) -> Response:
    """Take what an app posts to a response URL."""
    try:
        body = _json_object((await request.body()).decode("utf-8", "replace"))
        if isinstance(body.get("payload"), str):
            body = _json_object(body["payload"])
        with workspace.lock:
            url = workspace.response_urls.use(request.url.path.removeprefix("/"))
            responses.respond(workspace, url, body)
    except Refused as refused:
        status = 404 if refused.error.endswith("_url") else 400
        return JSONResponse({"ok": False, "error": refused.error}, status)
    workspace.changed()
    return PlainTextResponse("ok")


async def _upload(workspace: Workspace, request: Request) -> Response:
    """Take a file's bytes, raw or as the one file of a form."""
    try:
        file = workspace.files.get(request.path_params["file_id"])
    except KeyError:
        return PlainTextResponse("no such upload", 404)
    content = await _content(request)
    if len(content) != file.length:
        return PlainTextResponse(f"expected {file.length} bytes, got {len(content)}", 400)
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")


async def _content(request: Request) -> bytes:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form() as form:
            files = [part for part in form.values() if not isinstance(part, str)]
            return await files[0].read() if files else b""
    return await request.body()


async def _file(workspace: Workspace, request: Request) -> Response:
    files = workspace.files
    try:
        file = files.get(request.path_params["file_id"])
    except KeyError:
        return PlainTextResponse("no such file", 404)
    described = files.describe(file, "", "", 0)
    return Response(file.content or b"", media_type=described["mimetype"])
