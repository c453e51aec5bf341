"""A channel with a thousand messages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import Sandbox, page
from sandbox.model import Message
from sandbox.page.window import SPAN, STEP
from tests.browser.test_demo import PATIENCE, go_to, open_as, sees
from tests.wait import until

COUNT = 1000
FIRST = 1795424400

TOP = "() => [...document.querySelectorAll('.conversation [data-ts]')].map(e => e.dataset.ts)"
UP = "() => document.querySelector('.conversation .log-scroll').scrollBy(0, -1e6)"
DOWN = "() => document.querySelector('.conversation .log-scroll').scrollBy(0, 1e6)"
AT = "ts => document.querySelector(`[data-ts='${ts}']`).getBoundingClientRect().top"


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox(page=page.mount) as slack:
        for number in range(COUNT):
            said = Message("C0IT0000003", ts_of(number), "U0IVAN00003", f"Word {number}.")
            slack.workspace.post(said)
        yield slack


@pytest.fixture
def bo(browser: Browser, slack: Sandbox) -> Iterator[Page]:
    bo = open_as(browser, slack.url, "bo")
    go_to(bo, "it")
    sees(bo, f"Word {COUNT - 1}.")
    yield bo
    bo.close()


def ts_of(number: int) -> str:
    return f"{FIRST + number}.000100"


def shown(of: Page) -> list[str]:
    """Return the ts of the messages that are drawn."""
    drawn: list[str] = of.evaluate(TOP)
    return drawn


def until_moved(of: Page, gesture: str) -> list[str]:
    """Scroll to an end of what is drawn, and return what is drawn then."""
    before = shown(of)
    of.evaluate(gesture)
    until(lambda: shown(of) not in (before, []), within=PATIENCE / 1000)
    return shown(of)


class TestLongConversation:
    def test_is_drawn_in_part_and_reached_as_a_whole(self, bo: Page) -> None:
        first = shown(bo)
        assert first == [ts_of(number) for number in range(COUNT - len(first), COUNT)]
        assert STEP <= len(first) <= SPAN
        seen = set(first)
        while ts_of(0) not in seen:
            drawn = until_moved(bo, UP)
            assert len(drawn) <= SPAN
            assert drawn == sorted(drawn)
            seen |= set(drawn)
        assert len(seen) == COUNT
        elements = bo.evaluate("document.querySelectorAll('.conversation *').length")
        while ts_of(COUNT - 1) not in shown(bo):
            until_moved(bo, DOWN)
        assert elements < SPAN * 40

    def test_keeps_ones_place_while_more_comes(self, bo: Page, slack: Sandbox) -> None:
        until_moved(bo, UP)
        middle = shown(bo)[40]
        bo.evaluate(f"document.querySelector('[data-ts=\"{middle}\"]').scrollIntoView()")
        before = bo.evaluate(AT, middle)
        said = slack.person("Ivan").say("Something new", channel="#it")
        until(lambda: said.ts in shown(bo), within=PATIENCE / 1000)
        assert bo.evaluate(AT, middle) == pytest.approx(before, abs=2)
        slack.workspace.delete(said)

    def test_leads_back_to_the_newest(self, bo: Page) -> None:
        for _time in range(4):
            until_moved(bo, UP)
        assert ts_of(COUNT - 1) not in shown(bo)
        bo.get_by_role("button", name="Jump to the newest messages").click()
        until(lambda: shown(bo)[-1:] == [ts_of(COUNT - 1)], within=PATIENCE / 1000)
        expect(bo.get_by_text(f"Word {COUNT - 1}.")).to_be_in_viewport(timeout=PATIENCE)

    def test_is_entered_in_the_middle_by_a_link(self, bo: Page, slack: Sandbox) -> None:
        bo.goto(f"{slack.url}/archives/C0IT0000003/p{ts_of(400).replace('.', '')}?as=bo")
        expect(bo.get_by_text("Word 400.")).to_be_in_viewport(timeout=PATIENCE)
        expect(bo.locator(".pointed")).to_contain_text("Word 400.")
        assert ts_of(400 - STEP // 2) in shown(bo)
        assert ts_of(COUNT - 1) not in shown(bo)
