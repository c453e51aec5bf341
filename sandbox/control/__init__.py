"""The sandbox from outside: act as a person, read what she sees, move the clock, over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.bodies import from_json
from sandbox.company import Company
from sandbox.control import doing, recalling, seeing
from sandbox.control.acting import perform
from sandbox.control.reach import Sandbox
from sandbox.control.screen import screen
from sandbox.model import Json
from sandbox.people import CannotDo, Person
from sandbox.serving import Table

__all__ = ["WRONG", "Sandbox", "table", "words"]

WRONG = (CannotDo, AttributeError, KeyError, TypeError, ValueError)
"""What a request can be wrong in."""

Showing = Callable[[Sandbox, Company, Person, Json], Response]


def table(sandbox: Sandbox) -> Table:
    """Return path, methods and endpoint of every address."""
    return [
        ("/_sandbox/state", ["GET"], partial(_seen, sandbox, _state)),
        ("/_sandbox/screen", ["GET"], partial(_seen, sandbox, _screen)),
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


def words(wrong: BaseException) -> str:
    """Return what is wrong with a request as a sentence."""
    if isinstance(wrong, KeyError):
        named = str(wrong.args[0])
        return named if " " in named else f"the key {named!r} is missing"
    return str(wrong)


async def _seen(sandbox: Sandbox, show: Showing, request: Request) -> Response:
    """Answer with what a person sees, who is named in the query, as is her company."""
    asked = dict(request.query_params)
    try:
        company = sandbox.companies.meant(asked)
        person = company.person(asked["person"])
        with company.workspace.lock:
            return show(sandbox, company, person, asked)
    except (CannotDo, KeyError) as wrong:
        return _sorry(words(wrong))


def _state(sandbox: Sandbox, company: Company, person: Person, _asked: Json) -> Response:
    return JSONResponse(seeing.state(sandbox, company, person))


def _screen(_sandbox: Sandbox, company: Company, person: Person, asked: Json) -> Response:
    text = screen(company, person, asked.get("place"))
    return PlainTextResponse(f"{text}\n".encode("utf-8", "replace"))


def _act(sandbox: Sandbox, body: Json) -> Any:
    return seeing.result(perform(sandbox, body))


async def _done(do: Callable[[Json], Any], request: Request) -> Response:
    """Answer with what came of an order, or with what is wrong with it."""
    try:
        body = from_json(await request.body() or b"{}")
        # In a thread: an order may wait for the app, or for the server that runs this.
        result = await run_in_threadpool(do, body)
    except WRONG as wrong:
        return _sorry(words(wrong))
    return JSONResponse({"ok": True, "result": result})


async def _recalled(
    sandbox: Sandbox, recall: Callable[[Sandbox, Json], Any], request: Request
) -> Response:
    """Answer with what the sandbox remembers, narrowed by the query."""
    try:
        asked = dict(request.query_params)
        return await run_in_threadpool(lambda: JSONResponse(recall(sandbox, asked)))
    except (KeyError, ValueError) as wrong:
        return _sorry(words(wrong))


async def _clock(sandbox: Sandbox, request: Request) -> Response:
    if request.method == "POST":
        try:
            seconds = float(from_json(await request.body())["advance_seconds"])
            sandbox.advance(timedelta(seconds=seconds))
        except (*WRONG, OverflowError) as wrong:
            return _sorry(f"advance_seconds: a number of seconds from 0 up ({words(wrong)})")
    return JSONResponse({"ok": True, **seeing.time(sandbox)})


def _sorry(words: str) -> Response:
    return JSONResponse({"ok": False, "error": words}, 400)
