"""A page that is loaded again, a connection that breaks, and addresses that lead nowhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from sandbox import Ack, Sandbox, page
from tests.browser.test_demo import PATIENCE, go_to, open_as, sees
from tests.sandbox.blocks import actions, button, input_, modal
from tests.sandbox.listener import Listener

MANIFEST = {"features": {"bot_user": {"display_name": "Herald"}}}
SORRY = "The local Slack does not answer."


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox(manifest=MANIFEST, page=page.mount) as slack:
        yield slack


@pytest.fixture
def bo(browser: Browser, slack: Sandbox) -> Iterator[Page]:
    bo = open_as(browser, slack.url, "bo")
    go_to(bo, "it")
    yield bo
    bo.close()


class TestReload:
    def test_keeps_the_modal_and_what_was_begun(self, bo: Page, slack: Sandbox) -> None:
        app = Listener()
        slack.deliver_to(app)
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])

        def answer(payload: dict[str, str]) -> Ack:
            form = modal(input_("why", "Why?"))
            client.views_open(trigger_id=payload["trigger_id"], view=form)
            return Ack()

        app.answers["block_actions"] = answer
        client.chat_postMessage(channel="#it", text="ESC-1", blocks=[actions(button("Answer"))])
        bo.get_by_label("Message #it").fill("Not sent yet")
        bo.get_by_role("button", name="Answer").click()
        sees(bo, "Why?")
        bo.reload()
        bo.get_by_label("Why?").fill("Because")
        bo.get_by_role("dialog").get_by_role("button", name="Send").click()
        expect(bo.get_by_label("Why?")).to_be_hidden(timeout=PATIENCE)
        assert app.pressed["view"]["state"]["values"]["why"]["text"]["value"] == "Because"
        expect(bo.get_by_label("Message #it")).to_have_value("Not sent yet")


class TestLostConnection:
    def test_is_said_and_ends_by_itself(self, bo: Page, slack: Sandbox) -> None:
        expect(bo.get_by_text(SORRY)).to_be_hidden()
        slack.away()
        expect(bo.get_by_role("alert").filter(has_text=SORRY)).to_be_visible(timeout=PATIENCE)
        slack.back()
        expect(bo.get_by_text(SORRY)).to_be_hidden(timeout=PATIENCE)
        slack.person("Ivan").say("Here again", channel="#it")
        sees(bo, "Here again")


class TestAddress:
    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("/?as=zoe", "Nobody here is called zoe: you are Maya Okafor."),
            ("/?as=bo&in=leads", "Bo Chen has no conversation called leads."),
            ("/?as=bo&in=none", "Bo Chen has no conversation called none."),
            ("/archives/C0IT0000003/nonsense?as=bo", "#it"),
        ],
    )
    def test_is_followed_as_far_as_it_goes(
        self, bo: Page, slack: Sandbox, address: str, words: str
    ) -> None:
        bo.goto(slack.url + address)
        sees(bo, words)

    def test_that_leads_nowhere_says_so(self, bo: Page, slack: Sandbox) -> None:
        answer = bo.goto(slack.url + "/nowhere")
        assert answer is not None
        assert answer.status == 404
        sees(bo, "This page doesn't exist.")
