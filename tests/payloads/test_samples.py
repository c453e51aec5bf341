"""The sandbox sends the fields that Slack's published samples have: none invented, none missing."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Ack, Delivery, Sandbox
from sandbox.admin import Admin
from tests.payloads import samples

VIEW: dict[str, Any] = {
    "type": "modal",
    "callback_id": "escalations.raise",
    "title": {"type": "plain_text", "text": "Escalate", "emoji": True},
    "submit": {"type": "plain_text", "text": "Escalate", "emoji": True},
    "close": {"type": "plain_text", "text": "Cancel", "emoji": True},
    "blocks": [
        {
            "type": "input",
            "block_id": "stuck",
            "label": {"type": "plain_text", "text": "What is stuck?", "emoji": True},
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
    ],
}
BUTTON = {
    "type": "button",
    "action_id": "escalations.acknowledge",
    "text": {"type": "plain_text", "text": "Acknowledge", "emoji": True},
    "style": "primary",
    "value": "1",
}
INSIDE: dict[str, frozenset[str]] = {
    "slash_command": frozenset(),
    "message_action": frozenset({"message"}),
    "block_actions": frozenset({"message", "state.values"}),
    "view_submission": frozenset({"view.blocks", "view.state.values"}),
}
"""What differs from one message or form to the next, and is not looked into."""

EVENTS: dict[str, set[str]] = {
    "member_joined_channel": set(),
    "member_left_channel": set(),
    "channel_archive": set(),
    "channel_created": set(),
    "channel_deleted": set(),
    "channel_id_changed": set(),
    "channel_left": set(),
    "channel_rename": set(),
    "channel_unarchive": set(),
    "group_archive": set(),
    "group_deleted": set(),
    "group_left": set(),
    "group_rename": set(),
    "group_unarchive": {"event.actor_id"},  # Slack's types have it, the page about it has not
    # Slack's pages have it, and no payload that was recorded.
    "reaction_added": {"event.item.channel_type"},
    "reaction_removed": {"event.item.channel_type"},
    "subteam_created": set(),
    "subteam_members_changed": set(),
    "subteam_updated": set(),
    "team_join": set(),
    "user_change": set(),
}
"""Events, and what the sandbox leaves out of each."""
MESSAGES = ("message_changed", "message_deleted")
"""Subtypes of the event `message`."""
SUBSCRIBED = {"settings": {"event_subscriptions": {"bot_events": [*EVENTS, "message.channels"]}}}


def sent(slack: Sandbox) -> dict[str, dict[str, Any]]:
    """Type a command, press a button, send a form, use a message's shortcut; return what the app
    is sent for each.
    """
    payloads: dict[str, dict[str, Any]] = {}

    def receive(delivery: Delivery) -> Ack:
        kind = delivery.payload.get("type", "slash_command")
        payloads[kind] = delivery.payload
        if kind == "slash_command":
            arguments = {"trigger_id": delivery.payload["trigger_id"], "view": VIEW}
            _call(slack, "views.open", arguments)
        return Ack()

    slack.deliver_to(receive)
    maya = slack.person("Maya")
    maya.command("/escalate", "The export fails", channel="#marketing")
    maya.submit({"stuck": "The export fails"})
    maya.shortcut("save", slack.person("Ana").say("The export fails", channel="#marketing"))
    blocks = [{"type": "actions", "elements": [BUTTON]}]
    _call(slack, "chat.postMessage", {"channel": "C0IT0000003", "text": "ESC-1", "blocks": blocks})
    slack.person("Ivan").click("Acknowledge")
    return payloads


def told(slack: Sandbox) -> dict[str, dict[str, Any]]:
    """Let people and admins do one thing of every kind; return what the app is sent for each."""
    payloads: dict[str, dict[str, Any]] = {}

    def receive(delivery: Delivery) -> Ack:
        event = delivery.payload["event"]
        payloads[event.get("subtype") or event["type"]] = delivery.payload
        return Ack()

    slack.deliver_to(receive)
    slack.person("Maya").invite_bot("#leads")
    slack.archive("#leads")
    slack.unarchive("#leads")
    slack.unarchive("#old-news")
    slack.archive("#old-news")
    slack.person("Bo").leave("#it")
    _say(slack)
    _remove_bot(slack)
    _administer(slack.admin)
    return payloads


def _say(slack: Sandbox) -> None:
    """Say something, celebrate it and think again, edit it, and delete it."""
    ivan, maya = slack.person("Ivan"), slack.person("Maya")
    said = ivan.say("We moved the export to the new cluster", channel="#it")
    maya.react("tada", said)
    maya.unreact("tada", said)
    ivan.delete(ivan.edit("We moved every export to the new cluster", said))


def _remove_bot(slack: Sandbox) -> None:
    """From a channel of each kind, and back."""
    maya = slack.person("Maya")
    for channel in ("#marketing", "#leads"):
        maya.remove_bot(channel)
        maya.invite_bot(channel)


def _administer(admin: Admin) -> None:
    admin.hire("Noor Haddad")
    admin.change_person("Bo", tz="America/Los_Angeles")
    admin.create_channel("#launch")
    admin.rename("#it", "technology")
    admin.rename("#leads", "heads")
    admin.change_id("#heads")
    admin.delete_channel("#old-news")
    admin.delete_channel("#heads")
    admin.create_group("@it-team", ["Bo"])
    admin.set_group("@it-team", ["Ivan"])


def _call(slack: Sandbox, method: str, arguments: dict[str, Any]) -> None:
    WebClient(slack.bot_token, base_url=slack.api_url).api_call(method, json=arguments)


class TestSandbox:
    @pytest.mark.parametrize("name", INSIDE)
    def test_sends_the_fields_of_slacks_sample(self, name: str) -> None:
        with Sandbox() as slack:
            payload = sent(slack)[name]
        inside = INSIDE[name]
        assert samples.fields(payload, opaque=inside) == samples.fields(
            samples.load(name), opaque=inside
        )

    @pytest.mark.parametrize("name", EVENTS)
    def test_sends_the_fields_of_slacks_sample_of_an_event(self, name: str) -> None:
        with Sandbox(manifest=SUBSCRIBED) as slack:
            payload = told(slack)[name]
        assert samples.fields(payload) == samples.fields(samples.load(name)) - EVENTS[name]

    @pytest.mark.parametrize("name", MESSAGES)
    def test_sends_the_fields_of_slacks_sample_of_what_became_of_a_message(self, name: str) -> None:
        with Sandbox(manifest=SUBSCRIBED) as slack:
            sent_fields = samples.fields(told(slack)[name])
        edited = {"event.previous_message.edited"}
        edited |= {f"event.previous_message.edited.{each}" for each in ("user", "ts")}
        # It was edited before it was deleted.
        wanted = samples.fields(samples.load(name)) | (edited if "deleted" in name else set())
        assert sent_fields == wanted

    def test_sends_at_least_the_fields_of_slacks_message(self) -> None:
        with Sandbox() as slack:
            message = sent(slack)["block_actions"]["message"]
        assert set(samples.load("block_actions")["message"]) <= set(message)

    def test_sends_of_what_a_person_said_what_slack_sends(self) -> None:
        with Sandbox() as slack:
            message = sent(slack)["message_action"]["message"]
        missing = {"client_msg_id", "blocks"}  # an id for Slack's own clients; the text, once more
        assert set(samples.load("message_action")["message"]) - missing == set(message)

    def test_fills_in_the_form_as_slack_does(self) -> None:
        with Sandbox() as slack:
            view = sent(slack)["view_submission"]["view"]
        sample = samples.load("view_submission")["view"]
        assert view["state"]["values"]["stuck"] == sample["state"]["values"]["stuck"]
