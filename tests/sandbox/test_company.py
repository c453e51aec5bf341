"""Several companies with one app; channels that are archived, and tokens that are revoked."""

import json
import threading
import urllib.request

import pytest
from slack_sdk import WebClient

from sandbox import Company, Sandbox, seed
from tests.sandbox.conftest import refusal
from tests.sandbox.listener import Listener


@pytest.fixture
def beta(slack: Sandbox) -> Company:
    return slack.found("Beta Works")


@pytest.fixture
def beta_client(slack: Sandbox, beta: Company) -> WebClient:
    return WebClient(beta.bot_token, base_url=slack.api_url, retry_handlers=[])


class TestFound:
    def test_tells_companies_apart_by_the_token(
        self, slack: Sandbox, client: WebClient, beta: Company, beta_client: WebClient
    ) -> None:
        first, second = client.auth_test(), beta_client.auth_test()
        assert (first["team"], first["team_id"]) == ("Acme", "T0SANDBOX01")
        assert (second["team"], second["team_id"]) == ("Beta Works", beta.team_id)
        assert first["user_id"] != second["user_id"]
        assert [call.company for call in slack.calls] == ["T0SANDBOX01", beta.team_id]

    def test_keeps_what_they_say_apart(
        self, slack: Sandbox, client: WebClient, beta: Company, beta_client: WebClient
    ) -> None:
        beta_client.chat_postMessage(channel="#it", text="ours")
        assert client.conversations_history(channel="C0IT0000003")["messages"] == []
        assert [message.text for message in beta.person("Ivan").sees("#it")] == ["ours"]
        assert len(beta.journal) == 1
        assert slack.journal.of("chat.postMessage") == []

    def test_keeps_their_limits_apart(self, client: WebClient, beta_client: WebClient) -> None:
        client.chat_postMessage(channel="#it", text="1")
        beta_client.chat_postMessage(channel="#it", text="1")

    def test_tells_the_app_whose_event_it_is(
        self, slack: Sandbox, app: Listener, beta: Company
    ) -> None:
        beta.person("Maya").say("Hello @Lockstep", channel="#marketing")
        assert app.last["team_id"] == beta.team_id
        assert app.last["authorizations"][0]["user_id"] == beta.workspace.app.bot_user_id
        slack.person("Maya").say("Hello @Lockstep", channel="#marketing")
        assert app.last["team_id"] == "T0SANDBOX01"

    def test_answers_gestures_where_they_were_made(
        self, slack: Sandbox, app: Listener, beta: Company
    ) -> None:
        beta.person("Maya").command("/align", channel="#marketing")
        urllib.request.urlopen(app.last["response_url"], json.dumps({"text": "Hi"}).encode())  # noqa: S310 (loopback)
        assert [message.text for message in beta.person("Maya").sees("#marketing")] == ["Hi"]
        assert slack.person("Maya").sees("#marketing") == []

    def test_fills_them_as_told(self, slack: Sandbox) -> None:
        crowded = slack.found("Crowd", seed.crowd(25))
        assert crowded.channel("C0CROWD0003").members >= {"U0CROWD0021", "U0CROWD0025"}
        assert "C0CROWD0001" not in slack.workspace.channels

    def test_takes_no_thread_for_each(self, slack: Sandbox) -> None:
        before = threading.active_count()
        tokens = {slack.found(f"Company {number}").bot_token for number in range(50)}
        assert len(tokens) == 50
        assert threading.active_count() == before

    def test_works_before_the_start(self) -> None:
        slack = Sandbox()
        company = slack.found("Early")
        with slack:
            client = WebClient(company.bot_token, base_url=slack.api_url)
            assert client.auth_test()["url"] == slack.url + "/"


class TestArchive:
    def test_keeps_messages_out(self, slack: Sandbox, client: WebClient) -> None:
        slack.archive("#it")
        assert refusal(client.chat_postMessage, channel="#it", text="x") == "is_archived"
        slack.unarchive("#it")
        client.chat_postMessage(channel="#it", text="x")

    @pytest.mark.parametrize(
        ("channel", "event"), [("#it", "channel_unarchive"), ("#leads", "group_unarchive")]
    )
    def test_is_told_when_it_ends(
        self, slack: Sandbox, app: Listener, channel: str, event: str
    ) -> None:
        slack.person("Maya").invite_bot("#leads")
        slack.archive(channel)
        slack.unarchive(channel)
        told = app.last["event"]
        assert (told["type"], told["channel"]) == (event, slack.channel(channel).id)
        assert ("user" in told) == (channel == "#it")

    def test_of_a_private_channel_is_nobody_elses_business(
        self, slack: Sandbox, app: Listener
    ) -> None:
        slack.unarchive("#leads")
        assert app.deliveries == []
        slack.unarchive("#old-news")
        assert app.last["event"]["channel"] == "C0OLDNEWS05"


class TestRevoke:
    def test_is_told_before_the_token_stops_working(
        self, slack: Sandbox, app: Listener, client: WebClient
    ) -> None:
        slack.revoke()
        assert app.last["event"]["tokens"] == {"oauth": [], "bot": [slack.app.bot_user_id]}
        assert refusal(client.chat_postMessage, channel="#it", text="x") == "token_revoked"
        assert [call.company for call in slack.refused] == ["T0SANDBOX01"]
        slack.person("Maya").command("/align", channel="#marketing")
        assert app.pressed["command"] == "/align"

    def test_stops_one_company_only(
        self, slack: Sandbox, client: WebClient, beta: Company, beta_client: WebClient
    ) -> None:
        beta.revoke()
        assert refusal(beta_client.auth_test) == "token_revoked"
        assert client.auth_test()["ok"]

    def test_may_be_undone(self, slack: Sandbox, client: WebClient) -> None:
        slack.revoke()
        slack.restore()
        assert client.auth_test()["ok"]
