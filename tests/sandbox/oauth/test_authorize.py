"""The page that asks whether an app may come into a workspace, and the code that it gives."""

import http.client
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox, config, rate
from tests.clock import MovedClock
from tests.sandbox.conftest import refusal
from tests.sandbox.listener import Listener
from tests.wait import until

BACK = "https://herald.example.com/slack/oauth"
MANIFEST = {
    "features": {"bot_user": {"display_name": "Herald <b>"}},
    "oauth_config": {"redirect_urls": [BACK], "scopes": {"bot": ["chat:write"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_mention", "app_uninstalled", "tokens_revoked"]}
    },
}
COMPANIES = {
    "workspaces": [
        {
            "name": name,
            "id": team_id,
            "installed": installed,
            "people": [
                {"name": "kim", "id": "U0KIM", "full_name": f"Kim {name}"},
                {"name": "gus", "id": "U0GUS", "full_name": "Gus Guest", "guest": True},
            ],
            "channels": [{"name": "general", "members": ["kim"]}],
        }
        for name, team_id, installed in (("Alder", "T0ALDER", True), ("Birch", "T0BIRCH", False))
    ]
}


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    companies = config.parse(COMPANIES)
    with Sandbox(clock=clock, config=companies, manifest=MANIFEST, rate_limits=rate.OFF) as slack:
        yield slack


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(base_url=slack.api_url)


def visit(slack: Sandbox, form: dict[str, str] | None = None, **query: str) -> tuple[int, str]:
    """Return the status of the page, and its text or where it leads; `form` is what is sent."""
    asked = {"client_id": slack.app.client_id, "scope": "chat:write,users:read", "state": "s 1"}
    asked |= query
    connection = http.client.HTTPConnection(urlsplit(slack.url).netloc, timeout=10)
    path = "/oauth/v2/authorize"
    if form is None:
        connection.request("GET", f"{path}?{urlencode(asked)}")
    else:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(asked | form), kind)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, response.getheader("Location") or text


def code(slack: Sandbox, who: str = "T0BIRCH/U0KIM", **query: str) -> str:
    """Return the code that an app gets when somebody allows it in."""
    status, address = visit(slack, {"who": who, "decision": "allow"}, **query)
    assert status == 302
    return parse_qs(urlsplit(address).query)["code"][0]


def exchange(slack: Sandbox, client: WebClient, given: str, **more: Any) -> Any:
    app = slack.app
    arguments = {"client_id": app.client_id, "client_secret": app.client_secret, "code": given}
    return client.oauth_v2_access(**{**arguments, **more})


class TestPage:
    def test_says_what_the_app_wants_and_who_may_let_it_in(self, slack: Sandbox) -> None:
        status, page = visit(slack)
        assert status == 200
        assert "<h1>Herald &lt;b&gt; asks for access</h1>" in page
        assert re.findall(r"<code>(.*?)</code>", page) == ["chat:write", "users:read"]
        assert re.findall(r'optgroup label="(.*?)"', page) == [
            "Alder, which has it already",
            "Birch",
        ]
        assert re.findall(r'option value="(.*?)">(.*?)<', page) == [
            ("T0ALDER/U0KIM", "Alder, as Kim Alder"),
            ("T0BIRCH/U0KIM", "Birch, as Kim Birch"),
        ]
        assert '<input type="hidden" name="state" value="s 1">' in page

    def test_begins_with_the_workspace_that_is_asked_for(self, slack: Sandbox) -> None:
        _, page = visit(slack, team="T0BIRCH")
        assert re.findall(r'option value="(\S*)" selected', page) == ["T0BIRCH/U0KIM"]

    def test_leads_back_with_a_code_or_a_no(self, slack: Sandbox) -> None:
        status, address = visit(slack, {"decision": "cancel"})
        assert (status, address) == (302, f"{BACK}?error=access_denied&state=s+1")
        query = {"redirect_uri": f"{BACK}/two?a=b"}
        _, address = visit(slack, {"who": "T0BIRCH/U0KIM", "decision": "allow"}, **query)
        assert re.fullmatch(re.escape(f"{BACK}/two?a=b&code=") + r"[0-9a-f.]+&state=s\+1", address)

    @pytest.mark.parametrize(
        ("query", "error"),
        [
            ({"client_id": "1.2"}, "invalid_client_id"),
            ({"scope": ""}, "invalid_scope"),
            ({"redirect_uri": "https://herald.example.com/slack"}, "bad_redirect_uri"),
            ({"redirect_uri": f"{BACK}two"}, "bad_redirect_uri"),
            ({"redirect_uri": BACK.replace("https", "http")}, "bad_redirect_uri"),
            ({"redirect_uri": "https://elsewhere.example.com/slack/oauth"}, "bad_redirect_uri"),
            ({"redirect_uri": "javascript:alert(1)"}, "bad_redirect_uri"),
        ],
    )
    def test_leads_nowhere_when_the_app_asks_wrongly(
        self, slack: Sandbox, query: dict[str, str], error: str
    ) -> None:
        for form in (None, {"who": "T0BIRCH/U0KIM", "decision": "allow"}):
            status, page = visit(slack, form, **query)
            assert status == 400
            assert f"<code>{error}</code>" in page

    @pytest.mark.parametrize("who", ["", "T0BIRCH/U0GUS", "T0BIRCH/U0BOTUSER02", "T0NONE/U0KIM"])
    def test_takes_it_from_nobody_else(self, slack: Sandbox, who: str) -> None:
        status, page = visit(slack, {"who": who, "decision": "allow"})
        assert status == 400
        assert "<code>invalid_user</code>" in page

    def test_leads_anywhere_without_a_manifest(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock) as slack:
            assert visit(slack, redirect_uri="http://127.0.0.1:3000/x")[0] == 200
            assert visit(slack)[0] == 400

    def test_says_when_the_manifest_leads_nowhere(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, manifest={}) as slack:
            status, page = visit(slack, redirect_uri=BACK)
        assert status == 400
        assert f"{BACK} is none of the manifest&#x27;s redirect_urls (none)." in page


class TestAccess:
    def test_gives_what_slack_gives(self, slack: Sandbox, client: WebClient) -> None:
        assert exchange(slack, client, code(slack)).data == {
            "ok": True,
            "access_token": "xoxb-sandbox-bot-token-2",
            "token_type": "bot",
            "scope": "chat:write,users:read",
            "bot_user_id": "U0BOTUSER02",
            "app_id": "A0SANDBOX01",
            "team": {"name": "Birch", "id": "T0BIRCH"},
            "enterprise": None,
            "authed_user": {"id": "U0KIM"},
            "is_enterprise_install": False,
        }
        birch = WebClient("xoxb-sandbox-bot-token-2", base_url=slack.api_url)
        assert birch.auth_test()["team_id"] == "T0BIRCH"
        assert birch.users_list()["ok"]
        assert refusal(birch.team_info) == "missing_scope"

    def test_adds_scopes_where_the_app_is_already(self, slack: Sandbox, client: WebClient) -> None:
        got = exchange(slack, client, code(slack, "T0ALDER/U0KIM", scope="users:read"))
        assert (got["access_token"], got["scope"]) == (slack.bot_token, "chat:write,users:read")

    def test_takes_its_credentials_as_arguments_too(
        self, slack: Sandbox, client: WebClient
    ) -> None:
        app = slack.app
        params = {"client_id": app.client_id, "client_secret": app.client_secret}
        params["code"] = code(slack)
        assert client.api_call("oauth.v2.access", params=params)["ok"]

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"client_id": "1.2"}, "invalid_client_id"),
            ({"client_secret": "x"}, "bad_client_secret"),
            ({"code": "x"}, "invalid_code"),
            ({"redirect_uri": BACK}, "bad_redirect_uri"),
            ({"grant_type": "refresh_token"}, "invalid_grant_type"),
        ],
    )
    def test_refuses(
        self, slack: Sandbox, client: WebClient, wrong: dict[str, str], error: str
    ) -> None:
        given = {"code": code(slack)} | wrong
        with pytest.raises(SlackApiError) as refused:
            exchange(slack, client, given.pop("code"), **given)
        assert refused.value.response["error"] == error

    def test_wants_the_address_that_was_asked_for(self, slack: Sandbox, client: WebClient) -> None:
        given = code(slack, redirect_uri=BACK)
        assert exchange(slack, client, given, redirect_uri=BACK)["ok"]
        given = code(slack, redirect_uri=BACK)
        with pytest.raises(SlackApiError, match="bad_redirect_uri"):
            exchange(slack, client, given)

    def test_takes_a_code_once_and_for_ten_minutes(
        self, slack: Sandbox, client: WebClient, clock: MovedClock
    ) -> None:
        first, second, third = (code(slack) for _ in range(3))
        exchange(slack, client, first)
        with pytest.raises(SlackApiError, match="invalid_code"):
            exchange(slack, client, first)
        clock.advance(minutes=9, seconds=59)
        exchange(slack, client, second)
        clock.advance(seconds=1)
        with pytest.raises(SlackApiError, match="invalid_code"):
            exchange(slack, client, third)


class TestUninstall:
    @pytest.fixture
    def listener(self, slack: Sandbox) -> Listener:
        listener = Listener()
        slack.deliver_to(listener)
        return listener

    def test_follows_when_the_last_token_is_revoked(
        self, slack: Sandbox, listener: Listener
    ) -> None:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        assert client.auth_revoke(test=True).data == {"ok": True, "revoked": False}
        assert client.auth_revoke().data == {"ok": True, "revoked": True}
        assert refusal(client.auth_test) == "account_inactive"
        assert slack.workspace.app.is_absent
        until(lambda: len(listener.deliveries) == 2)

    def test_needs_the_apps_secret(self, slack: Sandbox) -> None:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        secret = slack.app.client_secret
        known = {"client_id": slack.app.client_id, "client_secret": secret}
        for wrong, error in (
            ({"client_id": "1.2"}, "invalid_client_id"),
            ({"client_secret": "x"}, "bad_client_secret"),
        ):
            assert refusal(client.apps_uninstall, **{**known, **wrong}) == error
        assert client.apps_uninstall(**known).data == {"ok": True}
        assert refusal(client.auth_test) == "account_inactive"

    def test_is_the_last_that_an_app_hears(self, slack: Sandbox, listener: Listener) -> None:
        kim = slack.person("kim")
        slack.first.uninstall()
        assert [delivery.payload["event"]["type"] for delivery in listener.deliveries] == [
            "tokens_revoked",
            "app_uninstalled",
        ]
        assert kim.command("/herald").error == "unknown_command"
        assert len(listener.deliveries) == 2

    def test_takes_the_bot_out_of_every_channel(self, slack: Sandbox) -> None:
        channel = slack.admin.create_channel("bread")
        channel.members.add(slack.app.bot_user_id)
        slack.first.uninstall()
        assert channel.members == set()
        slack.companies.install(slack.first, ["chat:write"])
        assert channel.members == set()
        assert not slack.workspace.users[slack.app.bot_user_id].deleted
