"""Shows in every open tab what has changed, soon, and once for many changes."""

import asyncio
from contextlib import suppress

from sandbox.page.tab import Tab

SOON = 0.03
"""Seconds that changes are gathered for: less than one notices, more than a burst lasts."""


class Refreshing:
    """Carries "something changed" from any thread to the loop that the page runs on."""

    def __init__(self) -> None:
        self._tabs: list[Tab] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._has_changed = False
        self._task: asyncio.Task[None] | None = None

    def add(self, tab: Tab) -> None:
        """Refresh a tab from now on, until its browser has left."""
        self._loop = asyncio.get_running_loop()
        self._tabs.append(tab)
        tab.client.on_delete(lambda: self._tabs.remove(tab))

    def changed(self) -> None:
        """Refresh every tab soon. May be called from any thread."""
        if self._loop and self._tabs:
            with suppress(RuntimeError):  # the loop is closed: the sandbox is stopping
                self._loop.call_soon_threadsafe(self._soon)

    def _soon(self) -> None:
        self._has_changed = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._refresh())

    async def _refresh(self) -> None:
        """Refresh one tab after the other, for half of the time at most: in the other half the loop
        does what else it has to, so that an app hears at once of what somebody does, however many
        look on.
        """
        loop = asyncio.get_running_loop()
        while self._has_changed:
            await asyncio.sleep(SOON)
            self._has_changed = False
            for tab in list(self._tabs):
                began_at = loop.time()
                tab.refresh()
                await asyncio.sleep(loop.time() - began_at)
