"""The page with the keyboard alone, and for a screen reader."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import Sandbox, page
from tests.browser.test_demo import PATIENCE, go_to, open_as, sees
from tests.sandbox.listener import Listener
from tests.wait import until

MANIFEST = {
    "features": {
        "bot_user": {"display_name": "Herald"},
        "slash_commands": [
            {"command": "/align", "description": "Everything else", "usage_hint": "[help]"},
            {"command": "/escalate", "description": "Ask a team", "usage_hint": "[what is stuck]"},
            {"command": "/escort", "description": "Walk somebody home"},
        ],
    },
}


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox(manifest=MANIFEST, page=page.mount) as slack:
        yield slack


@pytest.fixture(scope="module")
def app(slack: Sandbox) -> Listener:
    listener = Listener()
    slack.deliver_to(listener)
    return listener


@pytest.fixture
def bo(browser: Browser, slack: Sandbox) -> Iterator[Page]:
    bo = open_as(browser, slack.url, "bo")
    go_to(bo, "it")
    bo.get_by_label("Message #it").fill("")
    yield bo
    bo.close()


def options(of: Page) -> list[str]:
    """Return what is offered; the one that Enter would choose with a star."""
    offered: list[str] = of.get_by_role("option").evaluate_all(
        "all => all.map(each => (each.ariaSelected === 'true' ? '*' : '')"
        " + each.querySelector('b').innerText)"
    )
    return offered


class TestBox:
    def test_offers_commands_and_completes_the_chosen_one(self, bo: Page, app: Listener) -> None:
        bo.keyboard.type("/")
        sees(bo, "Walk somebody home")
        assert options(bo) == ["*/align", "/escalate", "/escort"]
        bo.keyboard.type("esc")
        until(lambda: options(bo) == ["*/escalate", "/escort"])
        bo.keyboard.press("ArrowDown")
        until(lambda: options(bo) == ["/escalate", "*/escort"])
        bo.keyboard.press("ArrowDown")
        until(lambda: options(bo) == ["*/escalate", "/escort"])
        active = bo.get_by_role("option", selected=True).get_attribute("id")
        assert active
        expect(bo.get_by_label("Message #it")).to_have_attribute("aria-activedescendant", active)
        bo.keyboard.press("Tab")
        expect(bo.get_by_label("Message #it")).to_have_value("/escalate ", timeout=PATIENCE)
        expect(bo.locator(".command-hint").first).to_have_text("/escalate [what is stuck]")
        bo.keyboard.type("the export")
        bo.keyboard.press("Enter")
        until(lambda: app.deliveries and app.last.get("command") == "/escalate")
        assert app.last["text"] == "the export"

    def test_completes_people_and_channels_in_the_middle(self, bo: Page, slack: Sandbox) -> None:
        box = bo.get_by_label("Message #it")
        bo.keyboard.type("ask @kov")
        sees(bo, "Ivan Kovac")
        bo.keyboard.press("Enter")
        expect(box).to_have_value("ask @ivan ", timeout=PATIENCE)
        bo.keyboard.type("about #gen")
        until(lambda: options(bo) == ["*#general"])
        bo.keyboard.press("Tab")
        expect(box).to_have_value("ask @ivan about #general ", timeout=PATIENCE)
        bo.keyboard.press("Enter")
        sees(bo, "@Ivan Kovac")
        assert slack.channel("#it").messages[-1].text == "ask <@U0IVAN00003> about <#C0GENERAL01>"

    def test_takes_a_press_of_the_mouse_without_losing_the_focus(self, bo: Page) -> None:
        bo.keyboard.type("@sof")
        bo.get_by_role("option", name="Sofia Rossi").click()
        expect(bo.get_by_label("Message #it")).to_have_value("@sofia ", timeout=PATIENCE)
        expect(bo.get_by_label("Message #it")).to_be_focused()

    def test_puts_the_offer_away_with_escape(self, bo: Page) -> None:
        bo.keyboard.type("/")
        sees(bo, "Walk somebody home")
        bo.keyboard.press("Escape")
        expect(bo.get_by_role("option")).to_have_count(0, timeout=PATIENCE)
        expect(bo.get_by_label("Message #it")).to_have_value("/")

    def test_breaks_a_line_with_shift_and_sends_without(self, bo: Page, slack: Sandbox) -> None:
        bo.keyboard.type("One line")
        bo.keyboard.press("Shift+Enter")
        bo.keyboard.type("and another")
        bo.keyboard.press("Enter")
        sees(bo, "and another")
        assert slack.channel("#it").messages[-1].text == "One line\nand another"
        expect(bo.get_by_label("Message #it")).to_have_value("")

    def test_keeps_what_was_begun_elsewhere(self, bo: Page) -> None:
        bo.keyboard.type("Not yet")
        go_to(bo, "general")
        expect(bo.get_by_label("Message #general")).to_have_value("", timeout=PATIENCE)
        go_to(bo, "it")
        expect(bo.get_by_label("Message #it")).to_have_value("Not yet", timeout=PATIENCE)


class TestJump:
    def test_goes_to_a_conversation_by_its_name(self, bo: Page) -> None:
        bo.keyboard.press("Control+k")
        box = bo.get_by_role("combobox", name="A channel or a name")
        expect(box).to_be_focused(timeout=PATIENCE)
        bo.keyboard.type("sof")
        until(lambda: options(bo) == ["*Sofia Rossi"])
        bo.keyboard.press("Enter")
        expect(bo.get_by_role("heading", name="Sofia Rossi")).to_be_visible(timeout=PATIENCE)

    def test_is_closed_with_escape_and_the_focus_returns(self, bo: Page) -> None:
        bo.keyboard.press("Control+k")
        box = bo.get_by_role("combobox", name="A channel or a name")
        expect(box).to_be_focused(timeout=PATIENCE)
        bo.keyboard.press("Escape")
        expect(box).to_be_hidden(timeout=PATIENCE)
        expect(bo.get_by_label("Message #it")).to_be_focused(timeout=PATIENCE)


class TestScreenReader:
    def test_finds_the_parts_of_the_page(self, bo: Page) -> None:
        for role, name in (
            ("banner", None),
            ("navigation", "Conversations"),
            ("main", None),
            ("log", "Messages in #it"),
            ("textbox", "Message #it"),
            ("group", "Clock"),
        ):
            expect(bo.get_by_role(role, name=name)).to_have_count(1)  # type: ignore[arg-type] # one of the roles

    def test_can_name_every_button(self, bo: Page, slack: Sandbox) -> None:
        slack.person("Ivan").say("The export fails", channel="#it")
        sees(bo, "The export fails")
        names = bo.get_by_role("button").evaluate_all(
            "all => all.map(each => each.ariaLabel || each.innerText.trim())"
        )
        assert names
        assert all(names)

    def test_is_told_of_new_messages_of_others_only(self, bo: Page, slack: Sandbox) -> None:
        status = bo.get_by_role("status").last
        bo.keyboard.type("Who is there?")
        bo.keyboard.press("Enter")
        sees(bo, "Who is there?")
        expect(status).not_to_contain_text("Who is there?")
        slack.person("Ivan").say("I am", channel="#it")
        expect(status).to_have_text("Ivan Kovac: I am", timeout=PATIENCE)

    def test_goes_from_the_top_to_the_box_in_the_order_of_the_page(self, bo: Page) -> None:
        order = bo.evaluate(
            """() => [...document.querySelectorAll("header.top, nav, .conversation, .composer")]
              .map(each => each.className.split(" ")[0])"""
        )
        assert order[:4] == ["top", "sidebar", "main", "composer"]
        expect(bo.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")).to_have_count(0)
