"""The walk as a newcomer does it: in a browser, with the mouse and the keyboard."""

import re

from playwright.sync_api import Browser, Page, expect

PATIENCE = 20_000
"""Milliseconds a page has to show what happened elsewhere."""


class TestDemo:
    def test_goes_from_a_typed_command_to_an_accepted_answer(
        self, browser: Browser, demo: str
    ) -> None:
        maya, ivan = open_as(browser, demo, "maya"), open_as(browser, demo, "ivan")

        go_to(maya, "marketing")
        maya.get_by_label("Message #marketing").fill("/escalate The export fails")
        maya.keyboard.press("Enter")
        expect(maya.get_by_label("What is stuck?")).to_have_value("The export fails")
        maya.get_by_label("What do you need?").fill("Somebody who repairs it")
        maya.get_by_role("button", name="Escalate", exact=True).click()
        expect(maya.get_by_label("What do you need?")).to_be_hidden()

        go_to(ivan, "it")
        sees(ivan, "ESC-3, normal urgency: Marketing asks IT")
        ivan.get_by_role("button", name="Acknowledge", exact=True).click()
        sees(ivan, "took it")
        ivan.get_by_role("button", name="Answer", exact=True).click()
        ivan.get_by_label("Your answer").fill("Repaired just now.")
        ivan.get_by_role("button", name="Send answer").click()

        go_to(maya, "Lockstep")
        maya.get_by_role("tab", name="Messages").click()
        sees(maya, "ESC-3 has an answer")
        maya.get_by_role("button", name="Accept", exact=True).click()
        sees(ivan, "Closed.")

    def test_begins_with_what_waits_for_maya(self, browser: Browser, demo: str) -> None:
        maya = open_as(browser, demo, "maya")
        go_to(maya, "Lockstep")
        maya.get_by_role("tab", name="Home").click()
        sees(maya, "Waiting on me (1)")
        maya.get_by_role("button", name="Acknowledge", exact=True).click()
        maya.get_by_role("button", name="Answer", exact=True).click()
        maya.get_by_label("Your answer").fill("You have them tomorrow.")
        maya.get_by_role("button", name="Send answer").click()
        sees(maya, "Nothing waits on you.")

    def test_knows_whom_to_ask_and_what_is_under_way(self, browser: Browser, demo: str) -> None:
        maya = open_as(browser, demo, "maya")
        go_to(maya, "general")
        sees(maya, "ESC-2, open: The new shop has no words for orders that fail")
        for typed, answer in (
            ("/align who newsletter", "answers for Newsletter exports (IT)"),
            ("/align services", "Laptops for new colleagues"),
            ("/roadmap", "INI-1: Open the new web shop"),
        ):
            maya.get_by_label("Message #general").fill(typed)
            maya.keyboard.press("Enter")
            sees(maya, re.compile(re.escape(answer)))

    def test_lets_an_escalation_climb_when_the_clock_is_moved(
        self, browser: Browser, demo: str
    ) -> None:
        maya = open_as(browser, demo, "maya")
        go_to(maya, "marketing")
        maya.get_by_label("Message #marketing").fill("/escalate The export fails")
        maya.keyboard.press("Enter")
        maya.get_by_label("What do you need?").fill("Somebody who repairs it")
        maya.get_by_role("button", name="Escalate", exact=True).click()
        ivan = open_as(browser, demo, "ivan")
        go_to(ivan, "it")
        sees(ivan, re.compile("Unless somebody does, I ask the (leads of both teams|sponsors)"))
        # Whenever it is here, Ivan has had four hours of work by the fifth morning.
        for _day in range(5):
            ivan.get_by_role("button", name="Next morning").click()
        sees(ivan, re.compile("It is with the (leads of both teams|sponsors)"))


def open_as(browser: Browser, demo: str, person: str) -> Page:
    """Return the demo's page in a tab of the person's own."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{demo}/?as={person}")
    return page


def go_to(page: Page, place: str) -> None:
    """Open a channel, or the conversation with the app; a click before the page lives is lost."""
    entry = page.get_by_role("navigation").get_by_text(place, exact=True)
    heading = page.get_by_role("heading", name=re.compile(f"^#?{place}$"), level=2)
    for _try in range(5):
        entry.click()
        try:
            expect(heading).to_be_visible(timeout=PATIENCE / 5)
        except AssertionError:
            continue
        return
    raise AssertionError(f"{place} does not open")


def sees(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until the words are on the page."""
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)
