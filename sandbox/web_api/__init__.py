"""Slack's Web API: every method, its token, its journal."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus

from sandbox.delivery.courier import Courier
from sandbox.delivery.socket_mode import SocketMode
from sandbox.journal import NO_FAULT, Accepted, Fault, Faults, Journal, Refusal
from sandbox.model import Json
from sandbox.refused import Refused
from sandbox.web_api import chat, conversations, files, people, reactions, views
from sandbox.web_api.call import Call, Method, decoded
from sandbox.workspace import Workspace

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **reactions.METHODS,
    **views.METHODS,
}

_JSON_ARGUMENTS = ("attachments", "blocks", "files", "metadata", "view")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response. `hang` seconds pass before it is sent."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0.0


@dataclass(frozen=True, slots=True)
class WebApi:
    """The Web API of one workspace; keeps what was asked and what was refused."""

    workspace: Workspace
    courier: Courier
    sockets: SocketMode
    journal: Journal[Accepted] = field(default_factory=Journal)
    refused: Journal[Refusal] = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)

    def answer(self, method: str, arguments: Json, token: str) -> Answer:
        """Do what one call asks and return Slack's response; the journal keeps both."""
        arguments = {
            name: decoded(value) if name in _JSON_ARGUMENTS else value
            for name, value in arguments.items()
        }
        fault = self.faults.take(method) or NO_FAULT
        now = self.workspace.clock()
        try:
            if not fault.applied:
                _fail(fault)
            response = self._run(method, arguments, token)
            _fail(fault)
        except Refused as refused:
            response = _refusal(refused)
            refusal = Refusal(method, arguments, response, now, token, refused.error)
            self.refused.add(refusal)
            return self._answer(response, refused, fault)
        self.journal.add(Accepted(method, arguments, response, now, token))
        if METHODS[method].changes:
            self.workspace.changed()
        return self._answer(response, None, fault)

    def _run(self, method: str, arguments: Json, token: str) -> Json:
        row = METHODS.get(method)
        if row is None:
            raise Refused("unknown_method")
        self._check_token(row, token)
        with self.workspace.lock:
            call = Call(self.workspace, self.courier, self.sockets, arguments)
            return {"ok": True, **row.run(call)}

    def _check_token(self, row: Method, token: str) -> None:
        """Raises Refused: not_authed, invalid_auth, not_allowed_token_type."""
        if row.takes == "nothing":
            return
        if not token:
            raise Refused("not_authed")
        app = self.workspace.app
        kinds = {app.bot_token: "bot", app.app_token: "app"}
        if token not in kinds:
            raise Refused("invalid_auth")
        if kinds[token] != row.takes:
            raise Refused("not_allowed_token_type")

    def _answer(self, response: Json, refused: Refused | None, fault: Fault) -> Answer:
        status = refused.status if refused else HTTPStatus.OK
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Answer(b"Internal Server Error", status, hang=fault.hang)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-OAuth-Scopes": ",".join(self.workspace.app.scopes),
        }
        if refused and refused.retry_after is not None:
            headers["Retry-After"] = str(refused.retry_after)
        return Answer(json.dumps(response).encode(), status, headers, fault.hang)


def _fail(fault: Fault) -> None:
    """Raises Refused for a fault that is more than a delay."""
    if fault.error == "ratelimited" or fault.status == HTTPStatus.TOO_MANY_REQUESTS:
        status = HTTPStatus.TOO_MANY_REQUESTS
        raise Refused("ratelimited", status=status, retry_after=fault.retry_after or 1)
    if fault.error or fault.status != HTTPStatus.OK:
        raise Refused(fault.error or "internal_error", status=fault.status)


def _refusal(refused: Refused) -> Json:
    response: Json = {"ok": False, "error": refused.error}
    if refused.messages:
        # Slack gives the details twice, bare and marked.
        bare = [text.removeprefix("[ERROR] ") for text in refused.messages]
        response |= {"errors": bare, "response_metadata": {"messages": list(refused.messages)}}
    return response
