"""The sandbox over HTTP, as the page and other processes use it."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Ack, Sandbox
from tests.sandbox.blocks import actions, button, home, option, section
from tests.sandbox.listener import Listener


def ask(slack: Sandbox, path: str, body: Any = None, at: str = "") -> Any:
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen((at or slack.url) + path, data) as response:  # noqa: S310 (loopback)
            return json.loads(response.read())
    except urllib.error.HTTPError as error:
        return {"status": error.code, **json.loads(error.read())}


class TestAct:
    def test_does_what_a_person_can_do(self, slack: Sandbox, app: Listener) -> None:
        said = ask(
            slack,
            "/_sandbox/act",
            {"person": "Maya", "action": "say", "text": "hello", "channel": "#marketing"},
        )
        assert said["result"]["plain"] == "hello"
        app.answers["/align"] = lambda _: Ack(200, "Hi")
        done = ask(
            slack,
            "/_sandbox/act",
            {"person": "Maya", "action": "command", "command": "/align", "channel": "#marketing"},
        )
        assert done["result"] == {"status": 200, "body": "Hi", "error": None, "told": None}
        message = {"channel": "#marketing", "ts": said["result"]["ts"]}
        act = {"person": "Maya", "action": "react", "emoji": "tada", "message": message}
        assert ask(slack, "/_sandbox/act", act) == {"ok": True, "result": None}

    def test_asks_what_the_app_offers_in_a_menu(
        self, slack: Sandbox, app: Listener, client: WebClient
    ) -> None:
        offered = {"options": [option("Maru", "1")]}
        app.answers["block_suggestion"] = lambda _: Ack(200, offered)
        menu = {"type": "external_select", "action_id": "cat"}
        client.chat_postMessage(channel="#it", text="x", blocks=[actions(menu)])
        act = {"person": "Ivan", "action": "suggest", "target": "cat", "typed": "Mar"}
        assert ask(slack, "/_sandbox/act", act) == {"ok": True, "result": offered}

    def test_uses_a_shortcut_in_a_messages_menu(self, slack: Sandbox, app: Listener) -> None:
        said = slack.person("Ivan").say("remember this", channel="#it")
        message = {"channel": "#it", "ts": said.ts}
        for name in ({"name": "Save it"}, {"callback_id": "save"}):
            act = {"person": "Maya", "action": "shortcut", "message": message, **name}
            assert ask(slack, "/_sandbox/act", act)["ok"]
            assert app.last["type"] == "message_action"
            assert app.last["callback_id"] == "save"

    def test_opens_the_apps_tabs_and_acts_on_its_home(
        self, slack: Sandbox, app: Listener, client: WebClient
    ) -> None:
        maya = slack.person("Maya")
        client.views_publish(user_id=maya.id, view=home(section("Hi"), actions(button("New"))))
        done = ask(slack, "/_sandbox/act", {"person": "Maya", "action": "open_home"})["result"]
        assert (done["plain"], done["buttons"], done["notice"]) == ("Hi", ["New"], None)
        assert ask(slack, "/_sandbox/state?person=Maya")["home"] == done
        click = {"person": "Maya", "action": "click", "on": "home", "label": "New"}
        assert ask(slack, "/_sandbox/act", click)["ok"]
        assert app.pressed["view"]["id"] == done["view"]["id"]
        messages = {"person": "Maya", "action": "open_messages"}
        assert ask(slack, "/_sandbox/act", messages) == {"ok": True, "result": None}
        assert app.last["event"]["tab"] == "messages"

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ({}, "the key 'action' is missing"),
            ({"person": "Maya", "action": "say", "channel": "#it"}, "the key 'text' is missing"),
            (
                {"person": "Maya", "action": "click", "on": "home", "label": "New"},
                "no Home tab has been published for Maya",
            ),
            ({"person": "Nobody", "action": "say"}, "nobody here is called Nobody"),
            ({"person": "Maya", "action": "dance"}, "there is no action 'dance': there are say, "),
            (
                {"person": "Maya", "action": "say", "text": "x", "channel": "#nowhere"},
                "there is no channel #nowhere",
            ),
            ({"person": "Maya", "action": "react", "emoji": "tada"}, "react needs a message"),
            ({"person": "Maya", "action": "submit"}, "Maya Okafor has no modal open"),
        ],
    )
    def test_says_what_is_wrong(self, slack: Sandbox, body: dict[str, Any], words: str) -> None:
        answer = ask(slack, "/_sandbox/act", body)
        assert (answer["status"], answer["ok"]) == (400, False)
        assert answer["error"].startswith(words)

    @pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b"x" * 2_000_000])
    def test_says_what_is_wrong_with_broken_json(self, slack: Sandbox, body: bytes) -> None:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{slack.url}/_sandbox/act", body)  # noqa: S310 (loopback)
        assert refused.value.code == 400
        assert json.loads(refused.value.read())["ok"] is False


class TestState:
    def test_shows_what_a_person_sees(self, slack: Sandbox, app: Listener) -> None:
        slack.person("Maya").say("hello", channel="#marketing")
        state = ask(slack, "/_sandbox/state?person=Maya")
        assert state["person"]["real_name"] == "Maya Okafor"
        channels = {channel["name"]: channel for channel in state["channels"]}
        assert [each["plain"] for each in channels["marketing"]["messages"]] == ["hello"]
        assert "leads" in channels
        state = ask(slack, "/_sandbox/state?person=Ana")
        assert "leads" not in {channel["name"] for channel in state["channels"]}

    def test_is_of_the_company_that_is_asked_for(self, slack: Sandbox) -> None:
        slack.found("Beta")
        act = {"person": "Maya", "action": "say", "text": "ours", "channel": "#general"}
        said = ask(slack, "/_sandbox/act", {**act, "company": "Beta"})
        assert said["result"]["plain"] == "ours"
        beta = ask(slack, "/_sandbox/state?person=Maya&company=Beta")["channels"]
        first = ask(slack, "/_sandbox/state?person=Maya")["channels"]
        assert [len(channels[0]["messages"]) for channels in (beta, first)] == [1, 0]

    def test_needs_a_person(self, slack: Sandbox) -> None:
        assert ask(slack, "/_sandbox/state")["status"] == 400
        assert ask(slack, "/_sandbox/state?person=Nobody")["status"] == 400


class TestClock:
    def test_moves_forward(self, slack: Sandbox) -> None:
        moved = ask(slack, "/_sandbox/clock", {"advance_seconds": 900})
        assert moved == {"ok": True, "now": "2026-11-23T09:15:00+00:00", "shift_seconds": 900}

    @pytest.mark.parametrize(
        "body", [{}, [], *({"advance_seconds": wrong} for wrong in (-1, "soon", 1e12, 1e300))]
    )
    def test_refuses_anything_else(self, slack: Sandbox, body: dict[str, Any]) -> None:
        assert ask(slack, "/_sandbox/clock", body)["status"] == 400


class TestJournal:
    def test_lists_the_calls_of_a_method(self, slack: Sandbox) -> None:
        for method in ("api.test", "nonsense"):
            urllib.request.urlopen(slack.api_url + method).close()  # noqa: S310 (loopback)
        assert [call["method"] for call in ask(slack, "/_sandbox/journal")] == [
            "api.test",
            "nonsense",
        ]
        (call,) = ask(slack, "/_sandbox/journal?method=api.test")
        assert call["response"]["ok"]
