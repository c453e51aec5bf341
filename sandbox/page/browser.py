"""The browser that shows a tab: what is done for whoever sits at it, and what they are told."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from nicegui import Client, ui

from sandbox.people import CannotDo

T = TypeVar("T")


class Browser:
    """One page of one browser.

    What is done there does not depend on the button that asked for it, which may be gone by then.
    """

    def __init__(self, client: Client) -> None:
        self.client = client

    async def act(self, work: Callable[[], T]) -> T | None:
        """Do what waits for the app, beside the page's own loop: other tabs stay alive.

        What Slack's client would refuse is told the person; then this returns None.
        """
        try:
            return await asyncio.to_thread(work)
        except CannotDo as cannot:
            self.tell(str(cannot))
            return None

    def tell(self, words: str) -> None:
        """Show a sentence at the edge of the page for a few seconds."""
        self._notify(words, "warning")

    def confirm(self, words: str) -> None:
        """Say likewise that something was done."""
        self._notify(words, "positive")

    def copy(self, words: str) -> None:
        """Put a text on the clipboard."""
        with self.client.content:
            ui.clipboard.write(words)

    def keep(self, address: str) -> None:
        """Let the address bar say where the tab is."""
        with self.client.content:
            ui.navigate.history.replace(address)

    def run(self, script: str) -> None:
        """Run a line of JavaScript; the functions that it may call are in page.js."""
        with self.client.content:
            ui.run_javascript(script)

    def _notify(self, words: str, kind: str) -> None:
        with self.client.content:
            ui.notify(words, type=kind, position="top", multi_line=True)  # type: ignore[arg-type] # NiceGUI's list of kinds
