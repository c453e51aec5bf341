"""The app is invited to a channel, and removed from it."""

import pytest
from slack_sdk import WebClient

from sandbox import CannotDo, Person, Sandbox
from tests.sandbox.conftest import refusal
from tests.sandbox.listener import Listener


class TestInviteBot:
    def test_lets_the_app_post(
        self, slack: Sandbox, app: Listener, client: WebClient, maya: Person
    ) -> None:
        assert refusal(client.chat_postMessage, channel="#leads", text="x") == "channel_not_found"
        maya.invite_bot("#leads")
        client.chat_postMessage(channel="#leads", text="x")
        told = app.last["event"]
        assert told | {"event_ts": ""} == {
            "type": "member_joined_channel",
            "user": slack.app.bot_user_id,
            "channel": "C0LEADS0004",
            "channel_type": "G",
            "team": "T0SANDBOX01",
            "inviter": maya.id,
            "event_ts": "",
        }

    @pytest.mark.parametrize("channel", ["#it", "#old-news"])
    def test_is_refused_where_the_app_is_or_nobody_can_be(self, ivan: Person, channel: str) -> None:
        with pytest.raises(CannotDo):
            ivan.invite_bot(channel)


class TestRemoveBot:
    def test_keeps_the_app_from_posting_and_reading(
        self, slack: Sandbox, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        ivan.remove_bot("#it")
        assert refusal(client.chat_postMessage, channel="#it", text="x") == "not_in_channel"
        assert refusal(client.conversations_history, channel="C0IT0000003") == "not_in_channel"
        told = app.last["event"]
        assert (told["type"], told["user"]) == ("member_left_channel", slack.app.bot_user_id)

    @pytest.mark.parametrize("channel", ["#leads", "@Lockstep"])
    def test_is_refused_where_the_app_is_not_or_has_to_be(self, ivan: Person, channel: str) -> None:
        with pytest.raises(CannotDo):
            ivan.remove_bot(channel)
