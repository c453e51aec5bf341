"""Channels, their members and their history."""

import pytest
from slack_sdk import WebClient

from sandbox import Person, Sandbox
from tests.clock import MovedClock
from tests.sandbox.conftest import refusal

METADATA = {"event_type": "outbox", "event_payload": {"k": "1.ab"}}


@pytest.fixture
def thread(client: WebClient, clock: MovedClock) -> list[str]:
    """Three messages in #it, the third a reply to the first; their ts."""
    posted: list[str] = []
    for text in ("first", "second", "reply"):
        thread_ts = posted[0] if text == "reply" else None
        response = client.chat_postMessage(
            channel="#it", text=text, thread_ts=thread_ts, metadata=METADATA
        )
        posted.append(response["ts"])
        clock.advance(seconds=1)
    return posted


class TestOpen:
    def test_opens_the_same_direct_messages_each_time(
        self, client: WebClient, maya: Person
    ) -> None:
        first = client.conversations_open(users=maya.id)["channel"]["id"]
        assert client.conversations_open(users=[maya.id])["channel"]["id"] == first
        assert client.chat_postMessage(channel=maya.id, text="x")["channel"] == first

    @pytest.mark.parametrize(
        ("users", "error"),
        [
            ("U0NOBODY001", "user_not_found"),
            ("U0DAN000007", "user_disabled"),
            ("U0MAYA00001,U0ANA000002", "method_not_supported_for_channel_type"),
            ("", "users_list_not_supplied"),
        ],
    )
    def test_refuses(self, client: WebClient, users: str, error: str) -> None:
        assert refusal(client.conversations_open, users=users) == error


class TestInfo:
    def test_tells_what_kind_of_channel_it_is(self, client: WebClient) -> None:
        channel = client.conversations_info(channel="C0IT0000003", include_num_members=True)
        assert channel["channel"] | {"topic": 0, "purpose": 0} == {
            **channel["channel"],
            "topic": 0,
            "purpose": 0,
            "id": "C0IT0000003",
            "name": "it",
            "is_private": False,
            "is_archived": False,
            "is_member": True,
            "num_members": 4,
        }

    def test_tells_of_a_channel_shared_with_strangers(self, client: WebClient) -> None:
        assert client.conversations_info(channel="C0MARKETNG2")["channel"]["is_ext_shared"]

    def test_hides_a_private_channel_from_outside(self, client: WebClient) -> None:
        assert refusal(client.conversations_info, channel="C0LEADS0004") == "channel_not_found"


class TestMembers:
    def test_pages_through_everybody(self, client: WebClient) -> None:
        found: list[str] = []
        for page in client.conversations_members(channel="C0GENERAL01", limit=3):
            assert len(page["members"]) <= 3
            found += page["members"]
        assert len(found) == len(set(found)) == 7

    def test_refuses_a_made_up_cursor(self, client: WebClient) -> None:
        error = refusal(client.conversations_members, channel="C0GENERAL01", cursor="next")
        assert error == "invalid_cursor"


class TestList:
    def test_shows_public_channels_and_the_apps_own_private_ones(
        self, client: WebClient, slack: Sandbox
    ) -> None:
        types = "public_channel,private_channel"
        names = {each["name"] for each in client.conversations_list(types=types)["channels"]}
        assert names == {"general", "marketing", "it", "old-news"}
        slack.channel("#leads").members.add(slack.app.bot_user_id)
        names = {each["name"] for each in client.conversations_list(types=types)["channels"]}
        assert "leads" in names

    def test_leaves_archived_ones_out_when_asked(self, client: WebClient) -> None:
        channels = client.conversations_list(exclude_archived=True)["channels"]
        assert {each["name"] for each in channels} == {"general", "marketing", "it"}

    def test_refuses_an_unknown_kind(self, client: WebClient) -> None:
        assert refusal(client.conversations_list, types="secret") == "invalid_types"


class TestUsersConversations:
    def test_shows_where_somebody_is(self, client: WebClient, ivan: Person) -> None:
        channels = client.users_conversations(user=ivan.id)["channels"]
        assert {each["name"] for each in channels} == {"general", "it", "old-news"}


class TestJoin:
    def test_makes_the_app_a_member(self, client: WebClient, slack: Sandbox) -> None:
        slack.channel("#it").members.discard(slack.app.bot_user_id)
        joined = client.conversations_join(channel="C0IT0000003")
        assert "warning" not in joined.data
        client.chat_postMessage(channel="#it", text="here I am")

    def test_warns_when_it_is_one(self, client: WebClient) -> None:
        joined = client.conversations_join(channel="C0IT0000003")
        assert joined["warning"] == "already_in_channel"
        assert joined["response_metadata"] == {"warnings": ["already_in_channel"]}

    def test_refuses_an_archived_channel(self, client: WebClient) -> None:
        assert refusal(client.conversations_join, channel="C0OLDNEWS05") == "is_archived"


class TestHistory:
    def test_shows_the_newest_first_without_replies(
        self, client: WebClient, thread: list[str]
    ) -> None:
        messages = client.conversations_history(channel="C0IT0000003")["messages"]
        assert [message["text"] for message in messages] == ["second", "first"]
        assert messages[1]["reply_count"] == 1
        assert messages[1]["latest_reply"] == thread[2]

    def test_shows_metadata_only_when_asked(self, client: WebClient, thread: list[str]) -> None:
        plain = client.conversations_history(channel="C0IT0000003")["messages"]
        told = client.conversations_history(channel="C0IT0000003", include_all_metadata=True)
        assert "metadata" not in plain[0]
        assert told["messages"][0]["metadata"] == METADATA

    def test_pages_with_a_cursor(self, client: WebClient, thread: list[str]) -> None:
        first = client.conversations_history(channel="C0IT0000003", limit=1)
        assert first["has_more"]
        cursor = first["response_metadata"]["next_cursor"]
        second = client.conversations_history(channel="C0IT0000003", limit=1, cursor=cursor)
        assert [message["text"] for message in second["messages"]] == ["first"]
        assert not second["has_more"]

    @pytest.mark.parametrize(("inclusive", "texts"), [(False, []), (True, ["second", "first"])])
    def test_keeps_between_oldest_and_latest(
        self, client: WebClient, thread: list[str], inclusive: bool, texts: list[str]
    ) -> None:
        response = client.conversations_history(
            channel="C0IT0000003", oldest=thread[0], latest=thread[1], inclusive=inclusive
        )
        assert [message["text"] for message in response["messages"]] == texts

    def test_refuses_a_channel_the_app_is_not_in(self, client: WebClient) -> None:
        assert refusal(client.conversations_history, channel="C0OLDNEWS05") == "not_in_channel"

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({"limit": 0}, "invalid_limit"),
            ({"limit": 1001}, "invalid_limit"),
            ({"limit": "many"}, "invalid_arguments"),
            ({"oldest": "yesterday"}, "invalid_ts_oldest"),
            ({"latest": "NaN"}, "invalid_ts_latest"),
        ],
    )
    def test_refuses_nonsense(
        self, client: WebClient, arguments: dict[str, object], error: str
    ) -> None:
        complete = {"channel": "C0IT0000003", **arguments}
        assert refusal(client.conversations_history, **complete) == error


class TestReplies:
    def test_begins_with_the_parent(self, client: WebClient, thread: list[str]) -> None:
        response = client.conversations_replies(
            channel="C0IT0000003", ts=thread[0], include_all_metadata=True
        )
        assert [message["text"] for message in response["messages"]] == ["first", "reply"]
        assert response["messages"][1]["thread_ts"] == thread[0]
        assert response["messages"][1]["metadata"] == METADATA

    def test_refuses_an_unknown_thread(self, client: WebClient) -> None:
        error = refusal(client.conversations_replies, channel="C0IT0000003", ts="1.000000")
        assert error == "thread_not_found"
