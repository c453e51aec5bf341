"""What was said: only as late, and only as far, as the app may read it."""

import copy
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Person, Sandbox
from tests.clock import MovedClock
from tests.sandbox.conftest import MANIFEST, refusal

IT = "C0IT0000003"
METADATA = {"event_type": "outbox", "event_payload": {"k": "1.ab"}}


def texts(client: WebClient) -> list[str]:
    return [each["text"] for each in client.conversations_history(channel=IT)["messages"]]


class TestLagHistory:
    def test_hides_what_was_just_posted(
        self, slack: Sandbox, client: WebClient, clock: MovedClock, ivan: Person
    ) -> None:
        slack.lag_history(5)
        client.chat_postMessage(channel=IT, text="early")
        clock.advance(seconds=4)
        client.chat_postMessage(channel=IT, text="late")
        assert texts(client) == []
        clock.advance(seconds=1)
        assert texts(client) == ["early"]
        assert [message.text for message in ivan.sees("#it")] == ["early", "late"]
        slack.lag_history(0)
        assert texts(client) == ["late", "early"]

    def test_hides_replies_and_new_threads(
        self, slack: Sandbox, client: WebClient, clock: MovedClock
    ) -> None:
        slack.lag_history(5)
        ts = client.chat_postMessage(channel=IT, text="parent")["ts"]
        assert refusal(client.conversations_replies, channel=IT, ts=ts) == "thread_not_found"
        clock.advance(seconds=5)
        client.chat_postMessage(channel=IT, text="reply", thread_ts=ts)
        assert len(client.conversations_replies(channel=IT, ts=ts)["messages"]) == 1
        clock.advance(seconds=5)
        assert len(client.conversations_replies(channel=IT, ts=ts)["messages"]) == 2


class TestDeleted:
    def test_is_in_no_history(self, client: WebClient, clock: MovedClock) -> None:
        parent = client.chat_postMessage(channel=IT, text="parent")["ts"]
        clock.advance(seconds=1)
        reply = client.chat_postMessage(channel=IT, text="reply", thread_ts=parent)["ts"]
        client.chat_delete(channel=IT, ts=reply)
        replies = client.conversations_replies(channel=IT, ts=parent)["messages"]
        assert [each["text"] for each in replies] == ["parent"]
        client.chat_delete(channel=IT, ts=parent)
        assert texts(client) == []


class TestScopes:
    @pytest.fixture
    def narrow(self, clock: MovedClock) -> Iterator[Sandbox]:
        """A Slack whose app may read direct messages only, and no metadata."""
        manifest = copy.deepcopy(MANIFEST)
        manifest["oauth_config"] = {"scopes": {"bot": ["chat:write", "im:history"]}}
        with Sandbox(clock=clock, manifest=manifest) as slack:
            slack.person("Maya").invite_bot("#leads")
            yield slack

    @pytest.mark.parametrize(
        ("channel", "scope"), [(IT, "channels:history"), ("C0LEADS0004", "groups:history")]
    )
    def test_are_needed_to_read(self, narrow: Sandbox, channel: str, scope: str) -> None:
        client = WebClient(narrow.bot_token, base_url=narrow.api_url)
        for read in (client.conversations_history, client.conversations_replies):
            with pytest.raises(SlackApiError) as refused:
                read(channel=channel, ts="1.000000")
            assert refused.value.response["error"] == "missing_scope"
            assert refused.value.response["needed"] == scope
            assert refused.value.response["provided"] == "chat:write,im:history"

    def test_are_needed_to_read_metadata(self, narrow: Sandbox) -> None:
        client = WebClient(narrow.bot_token, base_url=narrow.api_url)
        posted = client.chat_postMessage(channel="U0MAYA00001", text="x", metadata=METADATA)
        told = client.conversations_history(channel=posted["channel"], include_all_metadata=True)
        assert [each["text"] for each in told["messages"]] == ["x"]
        assert "metadata" not in told["messages"][0]
