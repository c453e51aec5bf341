"""The fields of every payload, against those of the samples that Slack publishes.

Sources: docs.slack.dev (interactivity, reference/interaction-payloads, reference/events) and the
payloads in bolt-python's tests/scenario_tests. `enterprise_id` and `enterprise_name` are left out
there as here: they come only on Enterprise Grid.
"""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from sandbox import Person
from tests.sandbox.blocks import actions, button, home, input_, modal
from tests.sandbox.listener import Listener
from tests.wait import until

USER = {"id", "username", "name", "team_id"}
INTERACTION = {
    "type",
    "user",
    "api_app_id",
    "token",
    "team",
    "enterprise",
    "is_enterprise_install",
}
VIEW = {
    "id",
    "team_id",
    "type",
    "blocks",
    "private_metadata",
    "callback_id",
    "state",
    "hash",
    "title",
    "clear_on_close",
    "notify_on_close",
    "close",
    "submit",
    "previous_view_id",
    "root_view_id",
    "app_id",
    "external_id",
    "app_installed_team_id",
    "bot_id",
}
MESSAGE = {"type", "user", "ts", "text", "team", "bot_id", "app_id", "blocks"}
EVENT = {
    "token",
    "team_id",
    "context_team_id",
    "context_enterprise_id",
    "api_app_id",
    "event",
    "type",
    "event_id",
    "event_time",
    "authorizations",
    "is_ext_shared_channel",
    "event_context",
}
CATS = {"type": "external_select", "action_id": "cat"}
Opened = Callable[[dict[str, Any]], None]


class TestCommand:
    def test_has_the_samples_fields(self, app: Listener, maya: Person) -> None:
        maya.command("/align", "text", channel="#marketing")
        assert set(app.last) == {
            "token",
            "team_id",
            "team_domain",
            "channel_id",
            "channel_name",
            "user_id",
            "user_name",
            "command",
            "text",
            "api_app_id",
            "is_enterprise_install",
            "response_url",
            "trigger_id",
        }
        assert all(isinstance(value, str) for value in app.last.values())

    def test_does_not_name_private_conversations(self, app: Listener, maya: Person) -> None:
        maya.command("/align", channel="#leads")
        assert app.last["channel_name"] == "privategroup"
        maya.command("/align", channel="@Lockstep")
        assert app.last["channel_name"] == "directmessage"


class TestBlockActions:
    def test_in_a_message(self, app: Listener, client: WebClient, ivan: Person) -> None:
        blocks = [actions(button("Go", value="1"))]
        client.chat_postMessage(channel="#it", text="x", blocks=blocks)
        ivan.click("Go")
        more = {"container", "trigger_id", "channel", "message", "state", "response_url"}
        assert set(app.last) == INTERACTION | more | {"actions"}
        assert set(app.last["user"]) == USER
        assert set(app.last["team"]) == {"id", "domain"}
        assert app.last["container"] == {
            "type": "message",
            "message_ts": app.last["message"]["ts"],
            "channel_id": "C0IT0000003",
            "is_ephemeral": False,
        }
        assert app.last["channel"] == {"id": "C0IT0000003", "name": "it"}
        assert set(app.last["message"]) == MESSAGE
        assert app.last["state"] == {"values": {}}
        (action,) = app.last["actions"]
        assert set(action) == {"action_id", "block_id", "text", "value", "type", "action_ts"}

    def test_in_a_modal(self, app: Listener, opened: Opened, maya: Person) -> None:
        opened(modal(actions(button("Go"))))
        maya.click("Go")
        assert set(app.last) == INTERACTION | {"container", "trigger_id", "view", "actions"}
        assert app.last["container"] == {"type": "view", "view_id": app.last["view"]["id"]}
        assert set(app.last["view"]) == VIEW

    def test_on_the_home_tab(self, app: Listener, client: WebClient, maya: Person) -> None:
        client.views_publish(user_id=maya.id, view=home(actions(button("Go"))))
        maya.click("Go")
        assert set(app.last) == INTERACTION | {"container", "trigger_id", "view", "actions"}
        assert set(app.last["view"]) == VIEW


class TestBlockSuggestion:
    """The payload of bolt-python's tests/scenario_tests/test_block_suggestion.py."""

    def test_in_a_modal(self, app: Listener, opened: Opened, maya: Person) -> None:
        opened(modal(input_("pet", "Pet", CATS)))
        maya.suggest("Pet", "Maru")
        more = {"container", "action_id", "block_id", "value", "view"}
        assert set(app.last) == INTERACTION | more
        assert set(app.last["view"]) == VIEW
        assert (app.last["block_id"], app.last["action_id"]) == ("pet", "cat")
        assert app.last["value"] == "Maru"
        assert app.last["container"] == {"type": "view", "view_id": app.last["view"]["id"]}

    def test_in_a_message(self, app: Listener, client: WebClient, ivan: Person) -> None:
        client.chat_postMessage(channel="#it", text="x", blocks=[actions(CATS)])
        ivan.suggest("cat", "Maru")
        more = {"container", "action_id", "block_id", "value", "channel", "message"}
        assert set(app.last) == INTERACTION | more
        assert set(app.last["message"]) == MESSAGE
        assert app.last["channel"] == {"id": "C0IT0000003", "name": "it"}
        assert app.last["container"] == {
            "type": "message",
            "message_ts": app.last["message"]["ts"],
            "channel_id": "C0IT0000003",
            "is_ephemeral": False,
        }

    def test_in_a_message_that_one_person_sees(
        self, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        client.chat_postEphemeral(channel="#it", user=ivan.id, text="x", blocks=[actions(CATS)])
        ivan.suggest("cat", "Maru")
        assert app.last["container"]["is_ephemeral"]
        assert "message" not in app.last


class TestView:
    def test_submission(self, app: Listener, opened: Opened, maya: Person) -> None:
        opened(modal())
        maya.submit({"what": "x"})
        assert set(app.last) == INTERACTION | {"trigger_id", "view", "response_urls"}
        assert set(app.last["view"]) == VIEW
        assert app.last["response_urls"] == []

    def test_submission_with_a_conversation_to_answer_in(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        element = {
            "type": "conversations_select",
            "action_id": "pick",
            "response_url_enabled": True,
        }
        opened(modal(input_("where", "Where?", element)))
        maya.submit({"where": "#it"})
        (url,) = app.last["response_urls"]
        assert set(url) == {"block_id", "action_id", "channel_id", "response_url"}

    def test_closed(self, app: Listener, opened: Opened, maya: Person) -> None:
        opened(modal(notify_on_close=True))
        maya.close_modal()
        assert set(app.last) == INTERACTION | {"view", "is_cleared"}
        assert set(app.last["view"]) == VIEW


class TestShortcut:
    def test_global(self, app: Listener, maya: Person) -> None:
        maya.shortcut("raise")
        fields = INTERACTION - {"api_app_id"} | {"callback_id", "trigger_id", "action_ts"}
        assert set(app.last) == fields
        assert set(app.last["user"]) == USER - {"name"}

    def test_on_a_message(self, app: Listener, maya: Person) -> None:
        maya.shortcut("save", maya.say("x", channel="#marketing"))
        more = {"callback_id", "trigger_id", "action_ts", "response_url", "message_ts"}
        fields = INTERACTION - {"api_app_id"} | more | {"channel", "message"}
        assert set(app.last) == fields
        assert set(app.last["user"]) == USER - {"username"}


class TestEvent:
    def test_app_mention(self, app: Listener, maya: Person) -> None:
        maya.say("@Lockstep hi", channel="#marketing")
        assert set(app.last) == EVENT
        assert app.last["type"] == "event_callback"
        assert set(app.last["event"]) == {
            "client_msg_id",
            "type",
            "text",
            "user",
            "ts",
            "team",
            "blocks",
            "channel",
            "event_ts",
        }
        assert set(app.last["authorizations"][0]) == {
            "enterprise_id",
            "team_id",
            "user_id",
            "is_bot",
            "is_enterprise_install",
        }

    def test_message(self, app: Listener, maya: Person) -> None:
        maya.say("hi", channel="@Lockstep")
        assert set(app.last["event"]) == {
            "client_msg_id",
            "type",
            "text",
            "user",
            "ts",
            "team",
            "blocks",
            "channel",
            "event_ts",
            "channel_type",
        }

    def test_reaction_added(self, app: Listener, ivan: Person) -> None:
        ivan.react("tada", ivan.say("x", channel="#it"))
        assert set(app.last["event"]) == {
            "type",
            "user",
            "reaction",
            "item",
            "item_user",
            "event_ts",
        }
        assert set(app.last["event"]["item"]) == {"type", "channel", "ts"}

    def test_app_home_opened(self, app: Listener, client: WebClient, maya: Person) -> None:
        fields = {"type", "user", "channel", "tab", "event_ts"}
        maya.open_home()
        assert set(app.last["event"]) == fields
        client.views_publish(user_id=maya.id, view=home(actions(button("Go"))))
        maya.open_home()
        assert set(app.last["event"]) == fields | {"view"}
        assert set(app.last["event"]["view"]) == VIEW
        maya.open_messages()
        assert set(app.last["event"]) == fields

    def test_member_joined_channel(self, app: Listener, client: WebClient, maya: Person) -> None:
        client.conversations_leave(channel="C0IT0000003")
        client.conversations_join(channel="C0IT0000003")
        until(lambda: app.deliveries)
        assert set(app.last["event"]) == {
            "type",
            "user",
            "channel",
            "channel_type",
            "team",
            "event_ts",
        }

    def test_has_an_id_of_its_own(self, app: Listener, maya: Person) -> None:
        for _ in range(2):
            maya.say("hi", channel="@Lockstep")
        ids = {delivery.payload["event_id"] for delivery in app.deliveries}
        assert len(ids) == 2
