"""What goes back over HTTP for one call, whole or spoiled."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from sandbox.faults.fault import Fault
from sandbox.model import Json
from sandbox.refused import Refused

_HTML = b"<!DOCTYPE html><html><body><h1>We will be right back</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response. `hang` seconds pass before it is sent; with `cut`, nothing is sent and the
    connection is closed.
    """

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0.0
    cut: bool = False


def answer(
    response: Json, fault: Fault, scopes: Sequence[str], refused: Refused | None = None
) -> Answer:
    """Return what the client gets: the response, or what a fault makes of it."""
    status = refused.status if refused else HTTPStatus.OK
    if fault.instead == "cut":
        return Answer(b"", hang=fault.hang, cut=True)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer(b"Internal Server Error", status, hang=fault.hang)
    if fault.instead == "html":
        return Answer(_HTML, headers={"Content-Type": "text/html"}, hang=fault.hang)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-OAuth-Scopes": ",".join(scopes),
    }
    if refused and refused.retry_after is not None:
        headers["Retry-After"] = str(refused.retry_after)
    body = json.dumps(response).encode()
    whole = len(body) // 2 if fault.instead == "truncated" else None
    return Answer(body[:whole], status, headers, fault.hang)


def refusal(refused: Refused, scopes: Sequence[str]) -> Json:
    """Return the JSON that says no."""
    response: Json = {"ok": False, "error": refused.error}
    if refused.needed:
        response |= {"needed": refused.needed, "provided": ",".join(scopes)}
    if refused.messages:
        # Slack gives the details twice, bare and marked.
        bare = [text.removeprefix("[ERROR] ") for text in refused.messages]
        response |= {"errors": bare, "response_metadata": {"messages": list(refused.messages)}}
    return response
