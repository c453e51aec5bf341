"""Slack's addresses that are handed out one by one: response URLs, uploads and files."""

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox import responses
from sandbox.bodies import json_object
from sandbox.company import Companies
from sandbox.files import File
from sandbox.refused import Refused
from sandbox.serving import Table
from sandbox.workspace import Workspace


def table(companies: Companies) -> Table:
    """Return path, methods and endpoint of every address; each names its workspace."""
    answering = partial(_response_url, companies)
    return [
        ("/actions/{team}/{rest:path}", ["POST"], answering),
        ("/app-actions/{team}/{rest:path}", ["POST"], answering),
        ("/commands/{team}/{rest:path}", ["POST"], answering),
        ("/upload/v1/{team}/{file_id}", ["POST"], partial(_upload, companies)),
        ("/files/{team}/{file_id}/{name}", ["GET"], partial(_file, companies)),
    ]


async def _response_url(companies: Companies, request: Request) -> Response:
    """Take what an app posts to a response URL."""
    try:
        workspace = _workspace(companies, request)
        body = json_object((await request.body()).decode("utf-8", "replace"))
        if isinstance(body.get("payload"), str):
            body = json_object(body["payload"])
        with workspace.lock:
            url = workspace.response_urls.use(request.url.path.removeprefix("/"))
            responses.respond(workspace, url, body)
    except Refused as refused:
        status = 404 if refused.error.endswith("_url") else 400
        return JSONResponse({"ok": False, "error": refused.error}, status)
    workspace.changed()
    return PlainTextResponse("ok")


async def _upload(companies: Companies, request: Request) -> Response:
    """Take a file's bytes, raw or as the one file of a form."""
    try:
        file = _known_file(companies, request)
    except Refused:
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


async def _file(companies: Companies, request: Request) -> Response:
    try:
        file = _known_file(companies, request)
    except Refused:
        return PlainTextResponse("no such file", 404)
    return Response(file.content or b"", media_type=file.mimetype)


def _known_file(companies: Companies, request: Request) -> File:
    """Raises Refused for a file or a workspace that is not there."""
    try:
        return _workspace(companies, request).files.get(request.path_params["file_id"])
    except KeyError:
        raise Refused("file_not_found") from None


def _workspace(companies: Companies, request: Request) -> Workspace:
    """Return the workspace that an address names. Raises Refused."""
    try:
        return companies.named(request.path_params["team"]).workspace
    except KeyError:
        raise Refused("invalid_url") from None
