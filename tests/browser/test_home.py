"""The app's Home in a browser: a small app shows one, and one presses what is on it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from slack_sdk import WebClient

from sandbox import Ack, Sandbox, page
from tests.browser.test_demo import PATIENCE, go_to, open_as, sees
from tests.sandbox.blocks import actions, button, home, input_, modal, option, section
from tests.sandbox.listener import Listener
from tests.wait import until

MANIFEST = {
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Herald"},
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}
MAYA = "U0MAYA00001"


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


def rows(*names: str) -> dict[str, Any]:
    """Return a Home with a row for each name, all with the same button."""
    menu = {"type": "overflow", "action_id": "more", "options": [option("Drop it", "drop")]}
    pieces = [{**section(name), "accessory": button("Take", value=name)} for name in names]
    return home(*pieces, actions(menu))


class TestHome:
    def test_is_shown_pressed_and_shown_anew(
        self, browser: Browser, slack: Sandbox, app: Listener, client: WebClient
    ) -> None:
        app.answers["app_home_opened"] = publishing(client, rows("ESC-1", "ESC-2"))
        app.answers["block_actions"] = publishing(client, rows("ESC-1"))
        maya = open_as(browser, slack.url, "maya")
        go_to(maya, "Herald")
        sees(maya, "ESC-2")
        maya.get_by_role("button", name="Take").nth(1).click()
        expect(maya.get_by_text("ESC-2")).to_be_hidden(timeout=PATIENCE)
        assert app.pressed["actions"][0]["value"] == "ESC-2"
        app.answers.clear()  # nothing is under way any more when the test ends
        maya.get_by_role("button", name="More options").click()
        maya.get_by_text("Drop it").click()
        until(lambda: app.pressed["actions"][0]["action_id"] == "more")

    def test_lies_beside_the_messages_and_tells_of_new_ones(
        self, browser: Browser, slack: Sandbox, app: Listener, client: WebClient
    ) -> None:
        maya = open_as(browser, slack.url, "maya")
        go_to(maya, "Herald")
        sees(maya, "Herald has not shown you anything here yet.")
        client.chat_postMessage(channel=MAYA, text="There is an answer")
        tab = maya.get_by_role("tab", name="Messages, 1 new")
        expect(tab).to_be_visible(timeout=PATIENCE)
        maya.get_by_role("tab", name="Home").focus()
        maya.keyboard.press("ArrowRight")
        maya.keyboard.press("Enter")
        sees(maya, "There is an answer")
        expect(maya.get_by_role("tab", name="Messages", exact=True)).to_have_attribute(
            "aria-selected", "true"
        )
        until(lambda: app.last["event"]["tab"] == "messages")

    def test_opens_a_form_over_it(
        self, browser: Browser, slack: Sandbox, app: Listener, client: WebClient
    ) -> None:
        form = modal(
            input_("day", "Which day?", {"type": "datepicker", "action_id": "day"}),
            input_("note", "A note", optional=True),
        )

        def answer(payload: dict[str, Any]) -> Ack:
            client.views_open(trigger_id=payload["trigger_id"], view=form)
            return Ack()

        app.answers["app_home_opened"] = publishing(client, rows("ESC-1"))
        app.answers["block_actions"] = answer
        maya = open_as(browser, slack.url, "maya")
        go_to(maya, "Herald")
        maya.get_by_role("button", name="Take").click()
        sees(maya, "(optional)")
        maya.get_by_role("button", name="Send").click()
        sees(maya, "Please complete this required field.")
        maya.get_by_label("Which day?").fill("2026-12-24")
        maya.get_by_role("button", name="Send").click()
        expect(maya.get_by_label("Which day?")).to_be_hidden(timeout=PATIENCE)
        values = app.pressed["view"]["state"]["values"]
        assert values["day"]["day"]["selected_date"] == "2026-12-24"
        assert values["note"]["text"]["value"] is None


def publishing(client: WebClient, view: dict[str, Any]) -> Callable[[dict[str, Any]], Ack]:
    """Return an answer that publishes a Home for Maya."""

    def answer(_payload: dict[str, Any]) -> Ack:
        client.views_publish(user_id=MAYA, view=view)
        return Ack()

    return answer
