"""Slack's Web API: every method, its token, its journal."""

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.company import Companies, Company
from sandbox.delivery.socket_mode import SocketMode
from sandbox.faults import Subject, Trouble
from sandbox.journal import Accepted, Journal, Refusal
from sandbox.model import Json
from sandbox.refused import Refused
from sandbox.web_api import (
    access,
    answers,
    auth,
    chat,
    conversations,
    files,
    history,
    people,
    reactions,
    usergroups,
    views,
)
from sandbox.web_api.answers import Answer
from sandbox.web_api.call import Call, Method, decoded

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **history.METHODS,
    **people.METHODS,
    **reactions.METHODS,
    **usergroups.METHODS,
    **views.METHODS,
}

_PLACES = ("channel", "users", "channel_id", "user_id")
_JSON_ARGUMENTS = ("attachments", "blocks", "files", "metadata", "view")


@dataclass(frozen=True, slots=True)
class WebApi:
    """The Web API of every company; the token says whose is meant."""

    companies: Companies
    sockets: SocketMode
    trouble: Trouble
    calls: Journal[Accepted | Refusal] = field(default_factory=Journal)
    """What was asked and what was refused, of all companies together."""

    def answer(self, method: str, arguments: Json, token: str) -> Answer:
        """Do what one call asks and return Slack's response; the journal keeps both."""
        asked = _Asked(method, _read(arguments), token, self.companies.holding(token))
        company = asked.company or self.companies.first
        workspace = company.workspace
        fault = self.trouble.of(Subject(workspace, method, asked.place))
        scopes, at, applied = workspace.app.scopes, workspace.clock(), False
        try:
            fault.strike_before()
            response = self._run(asked, company)
            applied = True
            fault.strike_after()
        except Refused as refused:
            response = answers.refusal(refused, scopes)
            refusal = asked.refused(response, at, fault.kind, refused, applied=applied)
            company.refused.add(refusal)
            self.calls.add(refusal)
            return answers.answer(response, fault, scopes, refused)
        accepted = asked.accepted(response, at, fault.kind)
        company.journal.add(accepted)
        self.calls.add(accepted)
        return answers.answer(response, fault, scopes)

    def _run(self, asked: "_Asked", company: Company) -> Json:
        row = METHODS.get(asked.method)
        if row is None:
            raise Refused("unknown_method")
        access.check(row, asked.token, asked.company, self.companies.app)
        workspace = company.workspace
        with workspace.lock:
            access.limit_rate(asked.method, row, workspace)
            call = Call(company, self.companies, self.sockets, asked.arguments, row.scopes)
            response = {"ok": True, **row.run(call)}
        if row.changes:
            workspace.changed()
        return response


@dataclass(frozen=True, slots=True)
class _Asked:
    """One call as it came. `company` is None when no bot has the token."""

    method: str
    arguments: Json
    token: str
    company: Company | None

    @property
    def place(self) -> str:
        """The channel, or the person, that the call is about, as it names them."""
        named = (self.arguments.get(name) for name in _PLACES)
        return next((each for each in named if isinstance(each, str)), "")

    @property
    def team_id(self) -> str:
        return self.company.team_id if self.company else ""

    def accepted(self, response: Json, at: datetime, fault: str) -> Accepted:
        return Accepted(self.method, self.arguments, response, at, self.token, self.team_id, fault)

    def refused(
        self, response: Json, at: datetime, fault: str, refused: Refused, *, applied: bool
    ) -> Refusal:
        return Refusal(
            self.method,
            self.arguments,
            response,
            at,
            self.token,
            refused.error,
            company=self.team_id,
            fault=fault,
            applied=applied,
            retry_after=refused.retry_after,
        )


def _read(arguments: Json) -> Json:
    """Return the arguments with those decoded that are JSON in a form."""
    return {
        name: decoded(value) if name in _JSON_ARGUMENTS else value
        for name, value in arguments.items()
    }
