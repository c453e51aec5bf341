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
        for name in ("Save it", "Drop it", "Copy link", "Save it", "Drop it"):
            bo.keyboard.press("ArrowDown")
            expect(bo.get_by_role("menuitem", name=name)).to_be_focused()
        bo.keyboard.press("Enter")
        until(lambda: app.deliveries and app.pressed.get("callback_id") == "drop")
        assert app.pressed["message"]["ts"] == said.ts


class TestReactions:
    def test_go_on_and_off(self, browser: Browser, slack: Sandbox) -> None:
        ivan = slack.person("Ivan")
        ivan.react("tada", ivan.say("We moved the export", channel="#it"))
        bo = open_as(browser, slack.url, "bo")
        go_to(bo, "it")
        pill = bo.get_by_role("button", name="🎉 1", exact=True)
        expect(pill).to_have_attribute("aria-pressed", "false", timeout=PATIENCE)
        pill.click()
        both = bo.get_by_role("button", name="🎉 2", exact=True)
        expect(both).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
        both.click()
        expect(pill).to_have_attribute("aria-pressed", "false", timeout=PATIENCE)
        assert ivan.sees("#it")[0].reactions == {"tada": (ivan.id,)}

    def test_take_any_emoji_by_its_name(self, browser: Browser, slack: Sandbox) -> None:
        slack.person("Ivan").say("We moved the export", channel="#it")
        bo = open_as(browser, slack.url, "bo")
        go_to(bo, "it")
        bo.get_by_text("We moved the export").hover()
        bo.get_by_role("button", name="Add reaction").click()
        bo.get_by_label("Another emoji").fill(":acme_party:")
        bo.keyboard.press("Enter")
        expect(bo.get_by_role("button", name=":acme_party: 1")).to_be_visible(timeout=PATIENCE)


class TestOwnMessage:
    def test_is_edited_and_deleted(self, browser: Browser, slack: Sandbox) -> None:
        slack.person("Bo").say("We moved <it>", channel="#it")
        bo = open_as(browser, slack.url, "bo")
        go_to(bo, "it")
        bo.get_by_text("We moved <it>").hover()
        bo.get_by_role("button", name="More actions").click()
        bo.get_by_role("menuitem", name="Edit message").click()
        expect(bo.get_by_label("Message", exact=True)).to_have_value("We moved <it>")
        bo.get_by_label("Message", exact=True).fill("We moved all of <it>")
        bo.get_by_role("button", name="Save", exact=True).click()
        sees(bo, "We moved all of <it>")
        bo.get_by_text("We moved all of <it>").hover()
        bo.get_by_role("button", name="More actions").click()
        bo.get_by_role("menuitem", name="Delete message").click()
        expect(bo.get_by_text("We moved all of <it>")).to_be_hidden(timeout=PATIENCE)
        assert slack.channel("#it").messages == []


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
