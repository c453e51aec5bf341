"""Menus, and a form that grows, in a browser: with the mouse, and with the keyboard alone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect
from slack_sdk import WebClient

from sandbox import Ack, Person, Sandbox, page
from tests.browser.test_demo import PATIENCE, go_to, open_as, sees
from tests.sandbox.blocks import actions, button, input_, modal, option, section
from tests.sandbox.listener import Listener
from tests.wait import until

MANIFEST = {
    "features": {
        "bot_user": {"display_name": "Herald"},
        "shortcuts": [
            {"name": "Save it", "type": "message", "callback_id": "save"},
            {"name": "Drop it", "type": "message", "callback_id": "drop"},
        ],
    },
}
AT = 1795424400
CHOICES = {"type": "radio_buttons", "action_id": "kind"}
CHOICES |= {"options": [option("Answer", "answer"), option("Later", "later")]}
FORM = modal(
    input_("kind", "What do you say?", CHOICES, dispatch_action=True),
    input_("why", "Why?"),
)
WHEN = {"type": "datetimepicker", "action_id": "at", "initial_date_time": AT}
GROWN = FORM | {"blocks": [*FORM["blocks"], input_("when", "Until when?", WHEN)]}


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(manifest=MANIFEST, page=page.mount) as slack:
        yield slack


@pytest.fixture
def app(slack: Sandbox) -> Listener:
    listener = Listener()
    slack.deliver_to(listener)
    return listener


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


class TestMenuOfAMessage:
    def test_is_used_with_the_keyboard_alone(
        self, browser: Browser, slack: Sandbox, app: Listener
    ) -> None:
        said = slack.person("Ivan").say("The export fails", channel="#it")
        bo = open_as(browser, slack.url, "bo")
        go_to(bo, "it")
        sees(bo, "The export fails")
        bo.get_by_role("button", name="Reply in thread").focus()
        bo.keyboard.press("Tab")
        expect(bo.get_by_role("button", name="More actions")).to_be_focused(timeout=PATIENCE)
        bo.keyboard.press("Enter")
        expect(bo.get_by_role("menu")).to_be_focused(timeout=PATIENCE)
        for name in ("Save it", "Drop it", "Save it", "Drop it"):
            bo.keyboard.press("ArrowDown")
            expect(bo.get_by_role("menuitem", name=name)).to_be_focused()
        bo.keyboard.press("Enter")
        until(lambda: app.deliveries and app.pressed.get("callback_id") == "drop")
        assert app.pressed["message"]["ts"] == said.ts


class TestForm:
    def test_grows_and_keeps_what_was_typed(
        self, browser: Browser, slack: Sandbox, app: Listener, client: WebClient
    ) -> None:
        def answer(payload: dict[str, Any]) -> Ack:
            if payload["actions"][0]["type"] == "overflow":
                client.views_open(trigger_id=payload["trigger_id"], view=FORM)
            else:
                view = payload["view"]
                client.views_update(view_id=view["id"], hash=view["hash"], view=GROWN)
            return Ack()

        app.answers["block_actions"] = answer
        menu = {"type": "overflow", "action_id": "more", "options": [option("Answer it", "a")]}
        blocks = [{**section("ESC-1"), "accessory": menu}, actions(button("Take"))]
        client.chat_postMessage(channel="#it", text="ESC-1", blocks=blocks)
        bo = open_as(browser, slack.url, "bo")
        go_to(bo, "it")
        bo.get_by_role("button", name="More options").click()
        bo.get_by_role("menuitem", name="Answer it").click()
        bo.get_by_label("Why?").fill("Because")
        bo.get_by_label("Later").check()
        expect(bo.get_by_label("Until when?")).to_have_value(
            on_wall_of(slack.person("Bo")), timeout=PATIENCE
        )
        expect(bo.get_by_label("Why?")).to_have_value("Because")
        expect(bo.get_by_label("Later")).to_be_checked()
        expect(bo.get_by_label("Later")).to_be_focused()
        bo.get_by_role("dialog").get_by_role("button", name="Send").click()
        expect(bo.get_by_label("Why?")).to_be_hidden(timeout=PATIENCE)
        values = app.pressed["view"]["state"]["values"]
        assert values["when"]["at"]["selected_date_time"] == AT
        assert values["kind"]["kind"]["selected_option"]["value"] == "later"


def on_wall_of(person: Person) -> str:
    """Return the instant that the field starts with, as the person's browser writes it."""
    zone = ZoneInfo(person.user.tz)
    return f"{datetime.fromtimestamp(AT, UTC).astimezone(zone):%Y-%m-%dT%H:%M}"
