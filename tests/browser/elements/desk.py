"""Somebody who looks at a channel in a browser, and an app that posts there and opens modals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect
from slack_sdk import WebClient

from sandbox import Ack, Person, Sandbox, page, rate
from tests.browser.elements.kinds import IT
from tests.browser.test_demo import PATIENCE, go_to, open_as
from tests.sandbox.blocks import Json
from tests.sandbox.listener import Listener
from tests.wait import until

MANIFEST = {
    "features": {
        "bot_user": {"display_name": "Herald"},
        "slash_commands": [{"command": "/form", "description": "Open it"}],
    },
}


@dataclass(frozen=True)
class Desk:
    """Bo, who looks at #it in his browser, and an app."""

    slack: Sandbox
    person: Person
    page: Page
    app: Listener
    client: WebClient

    def post(self, *blocks: Json) -> Locator:
        """Return a message with these blocks, the only one there is, as Bo sees it."""
        self.clear()
        self.client.chat_postMessage(channel=IT, text="Choose", blocks=list(blocks))
        return self.message()

    def message(self) -> Locator:
        """Return the only message."""
        shown = self.page.get_by_role("article")
        expect(shown).to_have_count(1, timeout=PATIENCE)
        return shown

    def clear(self) -> None:
        """Take every message and modal away, and what the app has heard."""
        while self.person.modal:
            self.person.close_modal()
        for old in self.person.sees("#it"):
            self.slack.workspace.delete(old)
        self.slack.workspace.changed()
        expect(self.page.get_by_role("article")).to_have_count(0, timeout=PATIENCE)
        expect(self.page.get_by_role("dialog")).to_be_hidden(timeout=PATIENCE)
        self.app.deliveries.clear()

    def open(self, view: Json) -> Locator:
        """Return a modal, as Bo sees it."""
        self.clear()

        def answer(payload: Json) -> Ack:
            self.client.views_open(trigger_id=payload["trigger_id"], view=view)
            return Ack()

        self.app.answers["/form"] = answer
        self.person.command("/form", channel="#it")
        self.app.deliveries.clear()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible(timeout=PATIENCE)
        return dialog

    def send(self, dialog: Locator) -> Json:
        """Submit a modal; returns what the app then hears."""
        dialog.get_by_role("button", name="Send").click()
        return self.hears(lambda each: each["type"] == "view_submission")

    def hears(self, when: Callable[[Json], object]) -> Json:
        """Return the last interaction that the app heard of, once it is as it should be."""

        def heard() -> bool:
            done = [each.payload for each in list(self.app.deliveries)]
            return bool(done and when(done[-1]))

        until(heard)
        return self.app.pressed

    @contextmanager
    def answering(self, kind: str, answer: Callable[[Json], Any]) -> Iterator[None]:
        """Let the app answer payloads of a kind in another way."""
        before = self.app.answers[kind]
        self.app.answers[kind] = answer
        yield
        self.app.answers[kind] = before


@contextmanager
def sat_at(browser: Browser, offers: Callable[[Json], Ack]) -> Iterator[Desk]:
    """Sit Bo down in a new sandbox, whose app `offers` what its menus hold."""
    with Sandbox(manifest=MANIFEST, rate_limits=rate.OFF, page=page.mount) as slack:
        app = Listener()
        app.answers["block_suggestion"] = offers
        slack.deliver_to(app)
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        tab = open_as(browser, slack.url, "bo")
        go_to(tab, "it")
        yield Desk(slack, slack.person("Bo"), tab, app, client)
