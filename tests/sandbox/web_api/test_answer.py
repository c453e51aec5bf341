"""What all methods share: tokens, bodies, the journal, ordered failures."""

import json
import urllib.request
from datetime import timedelta
from http.client import HTTPResponse

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Person, Sandbox
from tests.clock import MONDAY_MORNING
from tests.sandbox.conftest import refusal
from tests.sandbox.faults import calls
from tests.sandbox.faults.calls import ask


def post(slack: Sandbox, method: str, body: bytes, content_type: str) -> dict[str, object]:
    request = urllib.request.Request(  # noqa: S310 (loopback)
        slack.api_url + method, body, {"Content-Type": content_type}
    )
    response: HTTPResponse
    with urllib.request.urlopen(request) as response:  # noqa: S310 (loopback)
        answer: dict[str, object] = json.loads(response.read())
    return answer


class TestToken:
    @pytest.mark.parametrize(
        ("token", "error"),
        [
            ("", "not_authed"),
            ("xoxb-wrong", "invalid_auth"),
            ("xapp-1-sandbox-app-token", "not_allowed_token_type"),
        ],
    )
    def test_must_be_the_bots(self, slack: Sandbox, token: str, error: str) -> None:
        client = WebClient(token or None, base_url=slack.api_url)
        assert refusal(client.auth_test) == error

    def test_may_come_in_the_body(self, slack: Sandbox) -> None:
        body = b"token=" + slack.bot_token.encode()
        assert post(slack, "auth.test", body, "application/x-www-form-urlencoded")["ok"]


class TestBody:
    @pytest.mark.parametrize(
        ("body", "content_type", "error"),
        [
            (b"{", "application/json", "invalid_json"),
            (b"[" * 100_000, "application/json", "invalid_json"),
            (b'{"a": NaN}', "application/json", "invalid_json"),
            (b'{"a": 1e999}', "application/json", "invalid_json"),
            (b"x" * 2_000_000, "application/json", "invalid_json"),
            (b"[]", "application/json; charset=utf-8", "json_not_object"),
            (b"x", "multipart/form-data", "invalid_form_data"),
            (b"\xff", "application/x-www-form-urlencoded", "invalid_charset"),
            (b"x", "text/csv", "invalid_post_type"),
        ],
    )
    def test_is_refused(self, slack: Sandbox, body: bytes, content_type: str, error: str) -> None:
        assert post(slack, "api.test", body, content_type) == {"ok": False, "error": error}

    @pytest.mark.parametrize("text", ["x \ud83d y", "\ud83d\ude00"])
    def test_may_have_half_a_character(self, slack: Sandbox, ivan: Person, text: str) -> None:
        blocks = [{"type": "section", "text": {"type": "plain_text", "text": text}}]
        assert calls.post(slack, text=text, blocks=blocks).json["ok"]
        read = {"x \ud83d y": "x \ufffd y", "\ud83d\ude00": "\U0001f600"}[text]
        assert [message.plain for message in ivan.sees("#it")] == [read]
        with urllib.request.urlopen(f"{slack.url}/_sandbox/state?person=Ivan") as response:  # noqa: S310 (loopback)
            assert read in response.read().decode()


class TestLargeBody:
    """Two megabytes of what is meant well."""

    @pytest.mark.parametrize(
        ("method", "arguments", "error"),
        [
            ("chat.postMessage", {"channel": "#it", "text": "x" * 2_000_000}, "msg_too_long"),
            (
                "chat.postMessage",
                {"channel": "#it", "text": "x", "blocks": [{"type": "divider"}] * 100_000},
                "invalid_blocks",
            ),
            (
                "views.open",
                {"trigger_id": "1", "view": {"type": "modal", "private_metadata": "x" * 2_000_000}},
                "view_too_large",
            ),
            ("chat.shout", {"text": "x" * 2_000_000}, "unknown_method"),
            ("users.info", {"user": "x" * 2_000_000}, "user_not_found"),
        ],
        ids=["text", "blocks", "view", "unknown", "user"],
    )
    def test_is_refused(
        self, slack: Sandbox, method: str, arguments: dict[str, object], error: str
    ) -> None:
        assert ask(slack, method, **arguments).json["error"] == error

    def test_leaves_the_workspace_as_it_was(self, slack: Sandbox, ivan: Person) -> None:
        calls.post(slack, text="before")
        calls.post(slack, "#general", text="x" * 2_000_000)
        assert [message.text for message in ivan.sees("#it")] == ["before"]
        assert calls.post(slack, "#general").json["ok"]


class TestMethod:
    def test_is_refused_when_unknown(self, client: WebClient) -> None:
        assert refusal(client.api_call, api_method="chat.shout") == "unknown_method"

    def test_is_refused_without_what_it_needs(self, client: WebClient) -> None:
        assert refusal(client.api_call, api_method="users.info") == "invalid_arguments"

    def test_echoes_in_api_test(self, client: WebClient) -> None:
        assert client.api_test(foo="bar")["args"] == {"foo": "bar"}
        assert refusal(client.api_test, error="my_error") == "my_error"


class TestJournal:
    def test_keeps_accepted_calls_with_their_arguments(
        self, slack: Sandbox, client: WebClient
    ) -> None:
        blocks = [{"type": "divider"}]
        client.chat_postMessage(channel="#it", text="x", blocks=blocks)
        (call,) = slack.journal.of("chat.postMessage")
        assert call.arguments["blocks"] == blocks
        assert call.response["ok"]
        assert call.at == MONDAY_MORNING
        assert "token" not in call.arguments

    def test_keeps_refused_calls_apart(self, slack: Sandbox, client: WebClient) -> None:
        refusal(client.chat_postMessage, channel="#nowhere", text="x")
        assert [call.error for call in slack.refused] == ["channel_not_found"]
        assert list(slack.journal) == []


class TestFailNext:
    def test_refuses_as_often_as_told(self, slack: Sandbox, client: WebClient) -> None:
        slack.fail_next("users.info", error="fatal_error", times=2)
        for _ in range(2):
            assert refusal(client.users_info, user="U0MAYA00001") == "fatal_error"
        client.users_info(user="U0MAYA00001")

    def test_limits_the_rate(self, slack: Sandbox, client: WebClient) -> None:
        slack.fail_next("users.info", error="ratelimited", retry_after=30)
        with pytest.raises(SlackApiError) as refused:
            client.users_info(user="U0MAYA00001")
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["retry-after"] == "30"

    @pytest.mark.expected_errors("Received a response in a non-JSON format")
    @pytest.mark.parametrize(("applied", "seen"), [(False, 0), (True, 1)])
    def test_breaks_down_before_or_after_the_effect(
        self, slack: Sandbox, client: WebClient, ivan: Person, applied: bool, seen: int
    ) -> None:
        slack.fail_next("chat.postMessage", status=503, applied=applied)
        with pytest.raises(SlackApiError):
            client.chat_postMessage(channel="#it", text="x")
        assert len(ivan.sees("#it")) == seen

    @pytest.mark.expected_errors("timed out")
    def test_keeps_an_answer_back(self, slack: Sandbox, ivan: Person) -> None:
        slack.fail_next("chat.postMessage", hang=2.0)
        client = WebClient(slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
        with pytest.raises(TimeoutError):
            client.chat_postMessage(channel="#it", text="x")
        assert len(ivan.sees("#it")) == 1


class TestAdvance:
    def test_moves_what_slack_stamps(self, slack: Sandbox, client: WebClient) -> None:
        slack.advance(timedelta(hours=1))
        posted = client.chat_postMessage(channel="#it", text="x")
        assert float(posted["ts"]) == MONDAY_MORNING.timestamp() + 3600
