"""What a person sees, as plain text, over HTTP."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Ack, Person, Sandbox
from tests.clock import MovedClock
from tests.sandbox.blocks import actions, button, home, input_, modal, section
from tests.sandbox.listener import Listener


def screen(slack: Sandbox, **query: str) -> str:
    url = f"{slack.url}/_sandbox/screen?{urllib.parse.urlencode(query)}"
    try:
        with urllib.request.urlopen(url) as response:  # noqa: S310 (loopback)
            assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
            return str(response.read().decode())
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read().decode()}"


class TestScreen:
    def test_shows_all_that_is_there(self, slack: Sandbox, client: WebClient, maya: Person) -> None:
        maya.say("Good morning, @Ana", channel="#marketing")
        slack.admin.rename("#leads", "bosses")
        client.views_publish(
            user_id=maya.id, view=home(section("Nothing waits."), actions(button("New")))
        )
        assert screen(slack, person="Maya") == (
            "Acme, as Maya Okafor, Mon 23 Nov 09:00\n"
            "\n"
            "== #general\n"
            "\n"
            "== #marketing\n"
            "09:00 Maya Okafor: Good morning, @Ana Ribeiro\n"
            "\n"
            "== #it\n"
            "\n"
            "== #bosses (private)\n"
            "\n"
            "== #old-news (archived)\n"
            "\n"
            "== Lockstep, Home\n"
            "Nothing waits.\n"
            "[New]\n"
        )

    def test_shows_what_hangs_on_a_message(
        self, slack: Sandbox, client: WebClient, clock: MovedClock, ivan: Person
    ) -> None:
        blocks = [
            section("*Who* takes it?\nToday?"),
            actions(button("I do"), button("Not me", "refuse")),
        ]
        ts = client.chat_postMessage(channel="#it", text="Who?", blocks=blocks)["ts"]
        clock.advance(minutes=1)
        ivan.say("On it", channel="#it", thread_ts=ts)
        ivan.react("eyes", ivan.sees("#it")[0])
        clock.advance(minutes=1)
        ivan.say("Lunch?", channel="#it")
        ivan.edit("Lunch at one?", ivan.sees("#it")[-1])
        client.chat_postEphemeral(channel="#it", user=ivan.id, text="Psst")
        assert screen(slack, person="Ivan", place="#it") == (
            "== #it\n"
            "10:00 Lockstep: Who takes it?\n"
            "    Today?\n"
            "    [I do]\n"
            "    [Not me]\n"
            "    :eyes: 1\n"
            "    | 10:01 Ivan Kovac: On it\n"
            "10:02 Ivan Kovac: Lunch at one?\n"
            "    (edited)\n"
            "10:02 Lockstep: Psst\n"
            "    (only visible to you)\n"
        )

    def test_shows_a_form_and_what_is_wrong_with_it(
        self,
        slack: Sandbox,
        app: Listener,
        maya: Person,
        opened: Callable[[dict[str, Any]], None],
    ) -> None:
        opened(modal(section("Tell us."), input_("what", "What?")))
        told = {"response_action": "errors", "errors": {"what": "That is too short."}}
        app.answers["view_submission"] = lambda _: Ack(200, told)
        maya.submit({"What?": "x"})
        assert screen(slack, person="Maya", place="modal") == (
            "== Form: Form\nTell us.\nWhat?\n(wrong: That is too short.)\n"
        )
        assert screen(slack, person="Ana", place="modal") == "\n"

    def test_shows_messages_with_the_app(
        self, slack: Sandbox, client: WebClient, maya: Person
    ) -> None:
        client.chat_postMessage(channel=maya.id, text="Hi")
        assert screen(slack, person="Maya", place="messages") == (
            "== Lockstep, messages\n09:00 Lockstep: Hi\n"
        )

    def test_is_of_the_company_that_is_asked_for(self, slack: Sandbox) -> None:
        beta = slack.found("Beta")
        beta.person("Maya").say("ours", channel="#general")
        assert "ours" in screen(slack, person="Maya", company="Beta")
        assert "ours" not in screen(slack, person="Maya")

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({}, "the key 'person' is missing"),
            ({"person": "Zoe"}, "nobody here is called Zoe"),
            ({"person": "Ana", "place": "#nowhere"}, "there is no channel #nowhere"),
            ({"person": "Ana", "company": "Nobody"}, "there is no company Nobody"),
        ],
    )
    def test_says_what_is_wrong(self, slack: Sandbox, query: dict[str, str], words: str) -> None:
        assert screen(slack, **query) == f'400 {{"ok":false,"error":"{words}"}}'

    def test_keeps_private_channels_private(self, slack: Sandbox) -> None:
        assert screen(slack, person="Ana", place="#leads").startswith("400 ")
