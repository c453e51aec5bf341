"""Slack's page on which somebody allows an app into a workspace, or does not (OAuth v2).

Slack: /authentication/installing-with-oauth.
"""

from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox import bodies, consent_page
from sandbox.app import App
from sandbox.company import Companies, Company
from sandbox.model import SLACKBOT, Json, User
from sandbox.oauth import Grant
from sandbox.refused import Refused
from sandbox.serving import Table


def table(companies: Companies) -> Table:
    """Return path, methods and endpoint of the page."""
    return [("/oauth/v2/authorize", ["GET", "POST"], partial(_authorize, companies))]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an app asks for. `sent_redirect_uri` is empty if it named no address to go back to."""

    app: App
    scopes: tuple[str, ...]
    state: str
    redirect_uri: str
    sent_redirect_uri: str

    def back(self, **told: str) -> str:
        """Return where to lead the browser, with what the app is told there."""
        parts = urlsplit(self.redirect_uri)
        query = [*parse_qsl(parts.query), *told.items(), ("state", self.state)]
        return parts._replace(query=urlencode(query)).geturl()


async def _authorize(companies: Companies, request: Request) -> Response:
    try:
        arguments = await bodies.arguments(request)
        asked = _asked(companies.app, arguments)
        if request.method == "POST":
            return RedirectResponse(_decide(companies, asked, arguments), 302)
    except Refused as refused:
        return HTMLResponse(consent_page.refusal(refused.error, *refused.messages), 400)
    hidden = {name: str(value) for name, value in arguments.items() if name != "decision"}
    return HTMLResponse(consent_page.form(asked.app, asked.scopes, _choices(companies), hidden))


def _asked(app: App, arguments: Json) -> Asked:
    """Return what the app asks for. Raises Refused: invalid_client_id, bad_redirect_uri,
    invalid_scope.
    """
    if arguments.get("client_id") != app.client_id:
        raise Refused("invalid_client_id", [f"This sandbox's app has the id {app.client_id}."])
    sent = str(arguments.get("redirect_uri") or "")
    redirect_uri = sent or next(iter(app.redirect_urls or ()), "")
    if not _may_lead_to(app, redirect_uri):
        known = ", ".join(app.redirect_urls or ()) or "none"
        words = f"{sent or 'No redirect_uri'} is none of the manifest's redirect_urls ({known})."
        raise Refused("bad_redirect_uri", [words])
    scopes = tuple(str(arguments.get("scope") or "").replace(",", " ").split())
    if not scopes:
        raise Refused("invalid_scope", ["No bot scopes were asked for. Name them in 'scope'."])
    return Asked(app, scopes, str(arguments.get("state") or ""), redirect_uri, sent)


def _may_lead_to(app: App, uri: str) -> bool:
    """Whether a URI is one of the app's redirect URLs, or below one of them."""
    given = urlsplit(uri)
    if given.scheme not in ("http", "https") or not given.netloc:
        return False
    if app.redirect_urls is None:
        return True
    return any(
        (given.scheme, given.netloc) == (known.scheme, known.netloc)
        and f"{given.path}/".startswith(f"{known.path.rstrip('/')}/")
        for known in map(urlsplit, app.redirect_urls)
    )


def _decide(companies: Companies, asked: Asked, arguments: Json) -> str:
    """Return where the browser goes next. Raises Refused: invalid_user."""
    if arguments.get("decision") != "allow":
        return asked.back(error="access_denied")
    company, user = _chosen(companies, str(arguments.get("who") or ""))
    grant = Grant(company.team_id, user.id, asked.scopes, asked.sent_redirect_uri)
    return asked.back(code=companies.grants.issue(grant, company.workspace.clock()))


def _chosen(companies: Companies, who: str) -> tuple[Company, User]:
    """Return in which workspace somebody allows it, and who. Raises Refused: invalid_user."""
    for company in companies:
        for user in _members(company):
            if who == f"{company.team_id}/{user.id}":
                return company, user
    raise Refused("invalid_user", ["Choose who installs it: team id, '/', user id."])


def _choices(companies: Companies) -> list[consent_page.Choice]:
    return [
        consent_page.Choice(
            company.workspace.name,
            company.team_id,
            not company.workspace.app.is_absent,
            [(user.id, user.real_name) for user in _members(company)],
        )
        for company in companies
    ]


def _members(company: Company) -> list[User]:
    """Return who may install an app: not guests, strangers, bots, or those who have left."""
    return [
        user
        for user in list(company.workspace.users.values())
        if user.id != SLACKBOT
        and not (user.is_bot or user.deleted or user.is_restricted or user.is_stranger)
    ]
