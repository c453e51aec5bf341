"""Slash commands and shortcuts, as a person meets them."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Ack, CannotDo, Person, Sandbox
from tests.sandbox.listener import Listener

ESCALATE_FAILED = '/escalate failed with the error "{}"'


class TestCommand:
    def test_brings_the_words_as_typed(self, app: Listener, maya: Person) -> None:
        maya.command("/align", " ask @Ivan & <!channel> ", channel="#marketing")
        assert app.last["text"] == "ask @Ivan & <!channel>"

    def test_encodes_names_for_an_app_that_asked(self, app: Listener, maya: Person) -> None:
        maya.command("/escalate", "ask @Ivan in #it, not @Nobody", channel="#marketing")
        assert app.last["text"] == "ask <@U0IVAN00003|ivan> in <#C0IT0000003|it>, not @Nobody"

    @pytest.mark.parametrize("body", ["Only you", {"text": "Only you"}])
    def test_shows_the_acks_words_to_her_alone(
        self, app: Listener, maya: Person, slack: Sandbox, body: Any
    ) -> None:
        app.answers["/align"] = lambda _: Ack(200, body)
        reply = maya.command("/align", channel="#marketing")
        assert (reply.status, reply.body, reply.error) == (200, body, None)
        assert [message.text for message in maya.sees("#marketing")] == ["Only you"]
        assert slack.person("Ana").sees("#marketing") == []

    def test_shows_words_for_the_channel_to_everybody(
        self, app: Listener, maya: Person, slack: Sandbox
    ) -> None:
        app.answers["/align"] = lambda _: Ack(200, {"response_type": "in_channel", "text": "All"})
        maya.command("/align", channel="#marketing")
        assert [message.text for message in slack.person("Ana").sees("#marketing")] == ["All"]

    @pytest.mark.parametrize(
        ("ack", "error"),
        [
            (Ack(404), "http_client_error"),
            (Ack(500), "http_service_error"),
            (Ack(200, {"text": "x", "blocks": [{"type": "nonsense"}]}), "invalid_blocks"),
        ],
    )
    def test_shows_slacks_own_words_when_it_fails(
        self, app: Listener, maya: Person, ack: Ack, error: str
    ) -> None:
        app.answers["/escalate"] = lambda _: ack
        reply = maya.command("/escalate", channel="#marketing")
        assert reply.error == error
        (message,) = maya.sees("#marketing")
        assert message.user == "USLACKBOT"
        assert message.text == reply.told == ESCALATE_FAILED.format(error)

    def test_fails_when_nobody_listens(self, maya: Person) -> None:
        reply = maya.command("/escalate", channel="#marketing")
        assert reply.told == ESCALATE_FAILED.format("dispatch_failed")

    def test_is_unknown_when_the_manifest_has_no_such(self, app: Listener, maya: Person) -> None:
        assert maya.command("/poll", channel="#marketing").error == "unknown_command"
        assert app.deliveries == []

    def test_is_not_for_people_of_other_workspaces(self, app: Listener, slack: Sandbox) -> None:
        with pytest.raises(CannotDo, match="other workspaces"):
            slack.person("Eve").command("/align", channel="#marketing")


class TestShortcut:
    def test_opens_globally_or_on_a_message(self, app: Listener, maya: Person) -> None:
        said = maya.say("remember this", channel="#marketing")
        maya.shortcut("raise")
        assert app.last["type"] == "shortcut"
        maya.shortcut("save", said)
        assert app.last["message"]["text"] == "remember this"

    def test_is_found_by_its_name(self, app: Listener, maya: Person) -> None:
        maya.shortcut("Save it", maya.say("remember this", channel="#marketing"))
        assert app.last["callback_id"] == "save"
        maya.shortcut("Raise one")
        assert app.last["callback_id"] == "raise"

    def test_is_used_on_the_message_as_it_is_now(
        self, app: Listener, client: WebClient, maya: Person
    ) -> None:
        ts = client.chat_postMessage(channel="#it", text="Old")["ts"]
        (message,) = maya.sees("#it")
        client.chat_update(channel="C0IT0000003", ts=ts, text="New")
        maya.shortcut("save", message)
        assert app.last["message"]["text"] == "New"
        client.chat_delete(channel="C0IT0000003", ts=ts)
        with pytest.raises(CannotDo, match="gone"):
            maya.shortcut("save", message)

    def test_is_not_where_one_person_alone_sees_a_message(
        self, app: Listener, client: WebClient, maya: Person
    ) -> None:
        client.chat_postEphemeral(channel="#marketing", user=maya.id, text="psst")
        (message,) = maya.sees("#marketing")
        with pytest.raises(CannotDo, match="only one person sees"):
            maya.shortcut("save", message)

    @pytest.mark.parametrize("who", ["Eve", "Dan"])
    def test_is_for_people_who_work_here(self, maya: Person, slack: Sandbox, who: str) -> None:
        said = maya.say("x", channel="#marketing")
        with pytest.raises(CannotDo, match="cannot use this workspace's shortcuts"):
            slack.person(who).shortcut("save", said)

    def test_is_not_for_who_cannot_read_the_message(self, maya: Person, slack: Sandbox) -> None:
        said = maya.say("x", channel="#leads")
        with pytest.raises(CannotDo, match="is not in"):
            slack.person("Bo").shortcut("save", said)

    def test_is_any_without_a_manifest(self) -> None:
        with Sandbox() as slack:
            app = Listener()
            slack.deliver_to(app)
            maya = slack.person("Maya")
            maya.shortcut("whatever", maya.say("x", channel="#marketing"))
            assert app.last["callback_id"] == "whatever"

    def test_must_be_in_the_manifest(self, app: Listener, maya: Person) -> None:
        with pytest.raises(CannotDo, match="no global shortcut save"):
            maya.shortcut("save")

    def test_says_so_when_it_fails(self, maya: Person) -> None:
        assert maya.shortcut("raise").told == "Sorry, that didn't work. Try again?"
