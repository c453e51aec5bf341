"""The sandbox from outside: act as a person, read what she sees, move the clock, over HTTP."""

import json
from datetime import timedelta
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.control import seeing
from sandbox.control.acting import perform
from sandbox.control.reach import Sandbox
from sandbox.journal import Accepted, Refusal
from sandbox.people import CannotDo
from sandbox.routes import Table

__all__ = ["Sandbox", "table"]


def table(sandbox: Sandbox) -> Table:
    """Return path, methods and endpoint of every address."""
    return [
        ("/_sandbox/state", ["GET"], partial(_state, sandbox)),
        ("/_sandbox/act", ["POST"], partial(_act, sandbox)),
        ("/_sandbox/journal", ["GET"], partial(_journal, sandbox)),
        ("/_sandbox/clock", ["GET", "POST"], partial(_clock, sandbox)),
    ]


async def _state(sandbox: Sandbox, request: Request) -> Response:
    try:
        person = sandbox.person(request.query_params["person"])
    except KeyError as unknown:
        return _sorry(f"name a person of this workspace ({unknown.args[0]})")
    with sandbox.workspace.lock:
        return JSONResponse(seeing.state(sandbox, person))


async def _act(sandbox: Sandbox, request: Request) -> Response:
    try:
        body = json.loads(await request.body())
        done = await run_in_threadpool(perform, sandbox, body)
    except CannotDo as cannot:
        return _sorry(str(cannot))
    except (KeyError, TypeError, ValueError) as wrong:
        return _sorry(f"{{person, action, …}} expected; {type(wrong).__name__}: {wrong}")
    return JSONResponse({"ok": True, "result": seeing.result(done)})


async def _journal(sandbox: Sandbox, request: Request) -> Response:
    recorded: list[Accepted | Refusal] = [*sandbox.journal, *sandbox.refused]
    calls = [
        {
            "method": call.method,
            "arguments": call.arguments,
            "response": call.response,
            "at": call.at.isoformat(),
        }
        for call in recorded
    ]
    method = request.query_params.get("method")
    chosen = [call for call in calls if method in (None, call["method"])]
    return JSONResponse(sorted(chosen, key=lambda call: str(call["at"])))


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
