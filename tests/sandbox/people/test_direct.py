"""Direct messages between two people: the app is not in them, and hears nothing."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Person, Sandbox
from sandbox.model import Channel
from tests.sandbox.listener import Listener


@pytest.fixture
def direct(slack: Sandbox, maya: Person, ivan: Person) -> Channel:
    return slack.workspace.dm(maya.id, ivan.id)


class TestDirectMessages:
    def test_are_the_same_for_both_and_nobody_elses(
        self, slack: Sandbox, direct: Channel, maya: Person, ivan: Person
    ) -> None:
        assert slack.workspace.dm(ivan.id, maya.id) is direct
        assert slack.workspace.dm(maya.id) is not direct
        assert slack.workspace.other_in(direct, maya.id) == ivan.id
        maya.say("Coffee?", channel=direct.id)
        assert [message.text for message in ivan.sees(direct.id)] == ["Coffee?"]
        assert direct in slack.workspace.visible_to(ivan.id)
        assert direct not in slack.workspace.visible_to("U0BO0000004")

    def test_are_none_of_the_apps_business(
        self, direct: Channel, app: Listener, client: WebClient, maya: Person
    ) -> None:
        maya.say("Coffee?", channel=direct.id)
        assert not app.deliveries
        listed = client.conversations_list(types="im")["channels"]
        assert direct.id not in [channel["id"] for channel in listed]
        for call in (client.conversations_info, client.conversations_history):
            with pytest.raises(SlackApiError, match="channel_not_found"):
                call(channel=direct.id)

    def test_take_commands_without_telling_who_else_is_there(
        self, direct: Channel, app: Listener, maya: Person
    ) -> None:
        maya.command("/align", channel=direct.id)
        assert app.last["channel_name"] == "directmessage"
        assert app.last["channel_id"] == direct.id


class TestNewestFirst:
    def test_reads_as_one_does_from_the_other_end(
        self, slack: Sandbox, client: WebClient, maya: Person
    ) -> None:
        for text in ("one", "two"):
            maya.say(text, channel="#marketing")
        client.chat_postEphemeral(channel="#marketing", user="U0ANA000002", text="Only Ana")
        with slack.workspace.lock:
            read = list(maya.newest_first("#marketing"))
        assert [message.text for message in read] == ["two", "one"]
        assert read[::-1] == maya.sees("#marketing")
