"""Threads beside the conversation, direct messages and links to messages, in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from sandbox import Sandbox, page
from sandbox.model import Message
from tests.browser.test_demo import PATIENCE, go_to, open_as, sees
from tests.wait import until

MANIFEST = {"features": {"bot_user": {"display_name": "Herald"}}}


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox(manifest=MANIFEST, page=page.mount) as slack:
        yield slack


@pytest.fixture(scope="module")
def client(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def root(slack: Sandbox) -> Message:
    """Something that Ivan said in #it, with two answers of Sofia's."""
    root = slack.person("Ivan").say("The export fails", channel="#it")
    for answer in ("Since when?", "I ask around"):
        slack.person("Sofia").say(answer, channel="#it", thread_ts=root.ts)
    return root


@pytest.fixture
def bo(browser: Browser, slack: Sandbox, root: Message) -> Iterator[Page]:
    """Bo, who looks at #it; afterwards nothing was said there."""
    bo = open_as(browser, slack.url, "bo")
    go_to(bo, "it")
    yield bo
    bo.close()
    for message in slack.channel("#it").messages:
        slack.workspace.delete(message)


def conversation(of: Page) -> Page:
    return of.get_by_role("main")  # type: ignore[return-value] # a locator finds as a page does


def panel(of: Page) -> Page:
    return of.get_by_role("complementary", name="Thread")  # type: ignore[return-value] # likewise


class TestThread:
    def test_hangs_below_its_message_and_opens_beside(self, bo: Page, slack: Sandbox) -> None:
        link = conversation(bo).get_by_role("button", name="2 replies, last reply today at")
        expect(link).to_be_visible(timeout=PATIENCE)
        expect(bo.get_by_text("Since when?")).to_have_count(0)
        link.click()
        expect(panel(bo).get_by_text("The export fails")).to_be_visible(timeout=PATIENCE)
        expect(panel(bo).get_by_role("separator")).to_have_text("2 replies")
        expect(panel(bo).get_by_role("article")).to_have_count(3)
        expect(conversation(bo).get_by_text("Since when?")).to_have_count(0)

    def test_is_answered_in_its_own_box_and_the_focus_returns(
        self, bo: Page, slack: Sandbox, root: Message
    ) -> None:
        conversation(bo).get_by_text("The export fails").hover()
        bo.get_by_role("button", name="Reply in thread").click()
        box = panel(bo).get_by_label("Reply in #it")
        expect(box).to_be_focused(timeout=PATIENCE)
        box.fill("Since noon")
        bo.keyboard.press("Enter")
        expect(panel(bo).get_by_role("separator")).to_have_text("3 replies", timeout=PATIENCE)
        assert slack.channel("#it").messages[-1].thread_ts == root.ts
        bo.keyboard.press("Escape")
        expect(panel(bo)).to_be_hidden(timeout=PATIENCE)
        expect(conversation(bo).get_by_role("button", name="3 replies")).to_be_focused(
            timeout=PATIENCE
        )

    def test_sends_a_reply_to_the_conversation_too(self, bo: Page, slack: Sandbox) -> None:
        conversation(bo).get_by_role("button", name="2 replies").click()
        panel(bo).get_by_label("Reply in #it").fill("It is repaired")
        also = panel(bo).get_by_role("checkbox", name="Also send to #it")
        also.click()
        expect(also).to_be_checked(timeout=PATIENCE)
        panel(bo).get_by_role("button", name="Send").click()
        expect(panel(bo).get_by_text("It is repaired")).to_be_visible(timeout=PATIENCE)
        expect(conversation(bo).get_by_text("It is repaired")).to_be_visible(timeout=PATIENCE)
        sees(bo, "replied to a thread:")
        assert slack.channel("#it").messages[-1].is_broadcast
        expect(also).not_to_be_checked(timeout=PATIENCE)

    def test_takes_no_commands(self, bo: Page) -> None:
        conversation(bo).get_by_role("button", name="2 replies").click()
        panel(bo).get_by_label("Reply in #it").fill("/align help")
        bo.keyboard.press("Enter")
        sees(bo, "/align is not supported in threads. Sorry!")
        expect(panel(bo).get_by_label("Reply in #it")).to_have_value("/align help")

    def test_shows_what_only_one_sees_there(
        self, bo: Page, client: WebClient, root: Message
    ) -> None:
        client.chat_postEphemeral(
            channel=root.channel, user="U0BO0000004", text="Shall I help?", thread_ts=root.ts
        )
        conversation(bo).get_by_role("button", name="2 replies").click()
        expect(panel(bo).get_by_text("Shall I help?")).to_be_visible(timeout=PATIENCE)
        expect(panel(bo).get_by_text("Only visible to you")).to_be_visible()
        expect(conversation(bo).get_by_text("Shall I help?")).to_have_count(0)

    def test_stays_open_when_the_page_is_loaded_again(self, bo: Page) -> None:
        conversation(bo).get_by_role("button", name="2 replies").click()
        expect(panel(bo).get_by_role("article")).to_have_count(3, timeout=PATIENCE)
        bo.reload()
        expect(panel(bo).get_by_role("article")).to_have_count(3, timeout=PATIENCE)
        panel(bo).get_by_role("button", name="Close thread").click()
        expect(panel(bo)).to_be_hidden(timeout=PATIENCE)

    def test_covers_the_conversation_of_a_phone(self, bo: Page) -> None:
        bo.set_viewport_size({"width": 390, "height": 844})
        conversation(bo).get_by_role("button", name="2 replies").click()
        expect(panel(bo).get_by_label("Reply in #it")).to_be_focused(timeout=PATIENCE)
        box = bo.locator("aside").bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, 390)


class TestLinks:
    def test_are_copied_and_lead_to_the_message(
        self, bo: Page, slack: Sandbox, client: WebClient, root: Message
    ) -> None:
        bo.context.grant_permissions(["clipboard-read", "clipboard-write"])
        conversation(bo).get_by_text("The export fails").hover()
        bo.get_by_role("button", name="More actions").click()
        bo.get_by_role("menuitem", name="Copy link").click()
        sees(bo, "The link is copied.")
        link = client.chat_getPermalink(channel=root.channel, message_ts=root.ts)["permalink"]
        until(lambda: bo.evaluate("navigator.clipboard.readText()") == link)
        bo.goto(link)
        expect(bo.locator(".pointed")).to_contain_text("The export fails", timeout=PATIENCE)
        sees(bo, "#it")

    def test_lead_into_threads_without_leaving_the_page(
        self, bo: Page, slack: Sandbox, client: WebClient, root: Message
    ) -> None:
        answer = slack.channel("#it").messages[-1]
        link = client.chat_getPermalink(channel=root.channel, message_ts=answer.ts)["permalink"]
        client.chat_postMessage(channel="#general", text=f"<{link}|What Sofia said>")
        go_to(bo, "general")
        bo.get_by_role("link", name="What Sofia said").click()
        expect(panel(bo).locator(".pointed")).to_contain_text("I ask around", timeout=PATIENCE)
        expect(bo.get_by_role("combobox", name="You are")).to_have_value("Bo Chen — IT")

    def test_say_so_when_the_message_is_gone(self, bo: Page, slack: Sandbox) -> None:
        bo.goto(f"{slack.url}/archives/C0IT0000003/p1795424400000100?as=bo")
        sees(bo, "That message is not here: it was deleted, or you cannot read it.")


class TestDirectMessages:
    def test_reach_another_person_and_call_her(
        self, browser: Browser, bo: Page, slack: Sandbox
    ) -> None:
        go_to(bo, "Maya Okafor")
        bo.get_by_label("Message Maya Okafor").fill("Coffee?")
        bo.keyboard.press("Enter")
        maya = open_as(browser, slack.url, "maya")
        entry = maya.get_by_role("button", name="Bo Chen, 1 new, 1 for you")
        expect(entry).to_be_visible(timeout=PATIENCE)
        entry.click()
        sees(maya, "Coffee?")
        maya.get_by_label("Message Bo Chen").fill("At three")
        maya.keyboard.press("Enter")
        sees(bo, "At three")
        maya.close()

    def test_open_in_a_tab_of_somebody_elses(self, bo: Page) -> None:
        bo.get_by_role("button", name="Open another tab as…").click()
        with bo.context.expect_page() as opened:
            bo.get_by_role("menuitem", name="Ivan Kovac").click()
        expect(opened.value.get_by_role("combobox", name="You are")).to_have_value(
            "Ivan Kovac — IT lead", timeout=PATIENCE
        )
        opened.value.close()
