"""The sandbox from outside: act as a person, read what she sees, move the clock, over HTTP."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.control import doing, recalling, seeing
from sandbox.control.acting import perform
from sandbox.control.reach import Sandbox
from sandbox.model import Json
from sandbox.people import CannotDo
from sandbox.serving import Table

__all__ = ["Sandbox", "table"]


def table(sandbox: Sandbox) -> Table:
    """Return path, methods and endpoint of every address."""
    return [
        ("/_sandbox/state", ["GET"], partial(_state, sandbox)),
        ("/_sandbox/act", ["POST"], partial(_done, partial(_act, sandbox))),
        ("/_sandbox/do", ["POST"], partial(_done, partial(doing.do, sandbox))),
        ("/_sandbox/faults", ["POST"], partial(_done, sandbox.fail_by_lot)),
        ("/_sandbox/away", ["POST"], partial(_done, partial(doing.away, sandbox))),
        ("/_sandbox/back", ["POST"], partial(_done, partial(doing.back, sandbox))),
        ("/_sandbox/clock", ["GET", "POST"], partial(_clock, sandbox)),
        ("/_sandbox/journal", ["GET"], partial(_recalled, sandbox, recalling.calls)),
        ("/_sandbox/messages", ["GET"], partial(_recalled, sandbox, recalling.messages)),
        ("/_sandbox/companies", ["GET"], partial(_recalled, sandbox, recalling.companies)),
    ]


async def _state(sandbox: Sandbox, request: Request) -> Response:
    try:
        person = sandbox.person(request.query_params["person"])
    except KeyError as unknown:
        return _sorry(f"name a person of this workspace ({unknown.args[0]})")
    with sandbox.workspace.lock:
        return JSONResponse(seeing.state(sandbox, person))


def _act(sandbox: Sandbox, body: Json) -> Any:
    try:
        return seeing.result(perform(sandbox, body))
    except (KeyError, TypeError, ValueError) as wrong:
        said = f"{{person, action, …}} expected; {type(wrong).__name__}: {wrong}"
        raise ValueError(said) from None


async def _done(do: Callable[[Json], Any], request: Request) -> Response:
    """Answer with what came of an order, or with what is wrong with it."""
    try:
        body = json.loads(await request.body() or b"{}")
        # In a thread: an order may wait for the app, or for the server that runs this.
        result = await run_in_threadpool(do, body)
    except (CannotDo, AttributeError, KeyError, TypeError, ValueError) as wrong:
        return _sorry(f"{type(wrong).__name__}: {wrong}")
    return JSONResponse({"ok": True, "result": result})


async def _recalled(
    sandbox: Sandbox, recall: Callable[[Sandbox, Json], Any], request: Request
) -> Response:
    """Answer with what the sandbox remembers, narrowed by the query."""
    try:
        asked = dict(request.query_params)
        return await run_in_threadpool(lambda: JSONResponse(recall(sandbox, asked)))
    except (KeyError, ValueError) as wrong:
        return _sorry(str(wrong))


async def _clock(sandbox: Sandbox, request: Request) -> Response:
    if request.method == "POST":
        try:
            seconds = float(json.loads(await request.body())["advance_seconds"])
            sandbox.advance(timedelta(seconds=seconds))
        except (KeyError, TypeError, ValueError, OverflowError) as wrong:
            return _sorry(f"advance_seconds: a number of seconds from 0 up ({wrong})")
    return JSONResponse({"ok": True, **seeing.time(sandbox)})


def _sorry(words: str) -> Response:
    return JSONResponse({"ok": False, "error": words}, 400)
