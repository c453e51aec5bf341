"""What admins do, and what Slack then says when it is asked. Its events: tests/payloads."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox import CannotDo, Sandbox
from tests.clock import MovedClock
from tests.sandbox.conftest import refusal


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    """A workspace whose app may read everything about people and channels."""
    with Sandbox(clock=clock) as slack:
        yield slack


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url)


class TestPeople:
    def test_come_change_and_go(self, slack: Sandbox, client: WebClient, clock: MovedClock) -> None:
        noor = slack.admin.hire("Noor Haddad", is_restricted=True)
        slack.admin.change_person("Noor", tz="Asia/Amman")
        clock.advance(seconds=5)
        slack.admin.deactivate("Noor")
        shown = client.users_info(user=noor.id)["user"]
        assert (shown["tz"], shown["is_restricted"], shown["deleted"]) == ("Asia/Amman", True, True)
        assert shown["updated"] == int(clock().timestamp())
        slack.admin.reactivate("Noor")
        assert not client.users_info(user=noor.id)["user"]["deleted"]


class TestChannels:
    def test_are_created_renamed_and_deleted(self, slack: Sandbox, client: WebClient) -> None:
        channel_id = slack.admin.create_channel("#launch").id
        slack.admin.rename("#launch", "#go")
        assert client.conversations_info(channel=channel_id)["channel"]["name"] == "go"
        slack.admin.delete_channel("#go")
        assert refusal(client.conversations_info, channel=channel_id) == "channel_not_found"

    def test_keep_their_messages_under_a_new_id(self, slack: Sandbox, client: WebClient) -> None:
        old_id = slack.channel("#it").id
        ts = client.chat_postMessage(channel=old_id, text="x")["ts"]
        new_id = slack.admin.change_id("#it")
        assert refusal(client.chat_postMessage, channel=old_id, text="y") == "channel_not_found"
        client.chat_update(channel=new_id, ts=ts, text="z")
        assert [message.text for message in slack.channel("#it").messages] == ["z"]

    def test_are_joined_and_left(self, slack: Sandbox, client: WebClient) -> None:
        ana, maya = slack.person("Ana"), slack.person("Maya")
        ana.join("#it")
        maya.invite("Bo", "#marketing")
        assert ana.id in client.conversations_members(channel="C0IT0000003")["members"]
        assert slack.person("Bo").id in slack.channel("#marketing").members
        ana.leave("#it")
        assert ana.id not in slack.channel("#it").members

    @pytest.mark.parametrize("channel", ["#marketing", "#leads", "#old-news"])
    def test_cannot_be_joined_twice_nor_uninvited(self, slack: Sandbox, channel: str) -> None:
        with pytest.raises(CannotDo):
            slack.person("Ana").join(channel)

    def test_cannot_be_left_or_joined_for_those_who_are_not_there(self, slack: Sandbox) -> None:
        with pytest.raises(CannotDo):
            slack.person("Ana").leave("#it")
        with pytest.raises(CannotDo):
            slack.person("Maya").invite("Ana", "#marketing")


class TestGroups:
    def test_are_listed_with_as_much_as_is_asked_for(
        self, slack: Sandbox, client: WebClient, clock: MovedClock
    ) -> None:
        group = slack.admin.create_group("@it-team", ["Ivan", "Bo"])
        clock.advance(seconds=5)
        slack.admin.set_group("@it-team", ["Ivan"])
        (bare,) = client.usergroups_list()["usergroups"]
        assert (bare["handle"], bare["date_update"] - bare["date_create"]) == ("it-team", 5)
        assert not {"users", "user_count"} & bare.keys()
        (full,) = client.usergroups_list(include_count=True, include_users=True)["usergroups"]
        assert (full["user_count"], full["users"]) == ("1", ["U0IVAN00003"])
        assert client.usergroups_users_list(usergroup=group.id)["users"] == ["U0IVAN00003"]

    def test_are_hidden_once_they_are_disabled(self, slack: Sandbox, client: WebClient) -> None:
        group = slack.admin.create_group("@it-team", ["Ivan"])
        slack.admin.disable_group("@it-team")
        assert client.usergroups_list()["usergroups"] == []
        assert len(client.usergroups_list(include_disabled=True)["usergroups"]) == 1
        assert refusal(client.usergroups_users_list, usergroup=group.id) == "no_such_subteam"
        with pytest.raises(KeyError, match="no user group @others"):
            slack.admin.set_group("@others", [])
