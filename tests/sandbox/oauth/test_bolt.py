"""An app installs itself with Bolt's own OAuth flow, in two companies, and is uninstalled."""

import re
import threading
import urllib.request
from collections.abc import Iterator
from html import unescape
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from slack_bolt import App, Say
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore

from sandbox import Company, Sandbox, config
from tests.sandbox.conftest import refusal
from tests.wait import until

SCOPES = ["app_mentions:read", "chat:write", "commands"]
EVENTS = ["app_mention", "app_uninstalled", "tokens_revoked"]
TWO_COMPANIES = {
    "workspaces": [
        {
            "name": name,
            "installed": False,
            "people": [{"name": "kim", "full_name": f"Kim {name}"}],
            "channels": [{"name": "general", "members": ["kim"]}],
        }
        for name in ("Alder", "Birch")
    ]
}


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[WSGIServer]:
    """The app's web server, which has no app yet."""
    with make_server("127.0.0.1", 0, None, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def slack(server: WSGIServer) -> Iterator[Sandbox]:
    manifest = {
        "features": {"bot_user": {"display_name": "Herald"}},
        "oauth_config": {
            "redirect_urls": [f"http://127.0.0.1:{server.server_port}/slack"],
            "scopes": {"bot": SCOPES},
        },
        "settings": {"event_subscriptions": {"bot_events": EVENTS}},
    }
    with Sandbox(config=config.parse(TWO_COMPANIES), manifest=manifest) as slack:
        yield slack


@pytest.fixture
def store(tmp_path: Path, slack: Sandbox) -> FileInstallationStore:
    return FileInstallationStore(base_dir=str(tmp_path), client_id=slack.app.client_id)


@pytest.fixture
def url(server: WSGIServer, slack: Sandbox, store: FileInstallationStore, tmp_path: Path) -> str:
    """The address of an app that answers when it is mentioned, and forgets who uninstalls it."""
    url = f"http://127.0.0.1:{server.server_port}"
    app = App(
        signing_secret=slack.signing_secret,
        client=WebClient(base_url=slack.api_url),
        oauth_settings=OAuthSettings(
            client_id=slack.app.client_id,
            client_secret=slack.app.client_secret,
            scopes=SCOPES,
            redirect_uri=f"{url}/slack/oauth_redirect",
            authorization_url=f"{slack.url}/oauth/v2/authorize",
            installation_store=store,
            state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(tmp_path)),
        ),
    )

    @app.event("app_mention")
    def answer(say: Say) -> None:
        say("Here I am.")

    app.enable_token_revocation_listeners()
    server.set_app(SlackRequestHandler(app))
    slack.deliver_over_http(f"{url}/slack/events")
    return url


class Browser:
    """Goes where it is led, but keeps the one cookie that Bolt sets."""

    def __init__(self) -> None:
        self.cookie = ""

    def open(self, url: str, form: dict[str, str] | None = None) -> str:
        body = urlencode(form).encode() if form else None
        request = urllib.request.Request(url, body, {"Cookie": self.cookie})  # noqa: S310 (loopback)
        response: HTTPResponse
        with urllib.request.urlopen(request) as response:  # noqa: S310 (loopback)
            self.cookie = (response.getheader("Set-Cookie") or self.cookie).partition(";")[0]
            return response.read().decode()

    def install(self, url: str, company: Company, decision: str = "allow") -> str:
        """Do what somebody does who installs the app, and return the last page."""
        (link,) = re.findall(r'href="([^"]+/oauth/v2/authorize[^"]+)"', self.open(url))
        page = self.open(unescape(link))
        assert f"{company.workspace.name}, as Kim {company.workspace.name}" in page
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        form = {name: unescape(value) for name, value in hidden.items()}
        who = f"{company.team_id}/{company.person('kim').id}"
        address = unescape(link).partition("?")[0]
        return self.open(address, {**form, "who": who, "decision": decision})


class TestInstallation:
    def test_gives_each_company_a_token_of_its_own(
        self, slack: Sandbox, url: str, store: FileInstallationStore
    ) -> None:
        tokens = set()
        for company in slack.companies:
            assert "Thank you!" in Browser().install(f"{url}/slack/install", company)
            found = store.find_bot(enterprise_id=None, team_id=company.team_id)
            assert found
            assert found.bot_user_id == company.workspace.app.bot_user_id
            assert found.bot_scopes == SCOPES
            tokens.add(found.bot_token)
            kim = company.person("kim")
            kim.invite_bot("#general")
            kim.say("Hello @Herald", channel="#general")
            until(lambda kim=kim: kim.sees("#general")[-1].text == "Here I am.")
        assert len(tokens) == 2

    def test_leaves_no_trace_when_it_is_cancelled(self, slack: Sandbox, url: str) -> None:
        page = Browser().install(f"{url}/slack/install", slack.first, "cancel")
        assert "access_denied" in page
        assert slack.first.workspace.app.is_absent

    def test_ends_when_the_app_is_uninstalled(
        self, slack: Sandbox, url: str, store: FileInstallationStore
    ) -> None:
        company = slack.first
        Browser().install(f"{url}/slack/install", company)
        old = WebClient(company.bot_token, base_url=slack.api_url)
        company.uninstall()
        until(lambda: store.find_bot(enterprise_id=None, team_id=company.team_id) is None)
        assert refusal(old.auth_test) == "account_inactive"
        assert company.person("kim").command("/herald").error == "unknown_command"
        Browser().install(f"{url}/slack/install", company)
        found = store.find_bot(enterprise_id=None, team_id=company.team_id)
        assert found
        assert WebClient(found.bot_token, base_url=slack.api_url).auth_test()["ok"]
        assert refusal(old.auth_test) == "account_inactive"
