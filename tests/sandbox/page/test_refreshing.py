"""Open tabs that are drawn again, and everything else that goes on meanwhile."""

import asyncio
from collections.abc import Callable

from sandbox.page.refreshing import SOON, Refreshing


class Tab:
    """A tab, and the client of its browser, which says what happens when it is drawn."""

    def __init__(self, drawn: Callable[[], object]) -> None:
        self.client = self
        self.refresh = drawn
        self.leave: Callable[[], object] = lambda: None

    def on_delete(self, leave: Callable[[], object]) -> None:
        self.leave = leave


class TestRefreshing:
    def test_draws_once_for_many_changes(self) -> None:
        async def run() -> list[str]:
            drawn: list[str] = []
            refreshing = Refreshing()
            refreshing.changed()  # nobody looks yet
            refreshing.add(Tab(lambda: drawn.append("Maya")))
            for _ in range(3):
                refreshing.changed()
            await _until(lambda: drawn)
            await asyncio.sleep(2 * SOON)
            return drawn

        assert asyncio.run(run()) == ["Maya"]

    def test_lets_others_go_between_two_tabs(self) -> None:
        async def run() -> list[str]:
            happened: list[str] = []
            loop = asyncio.get_running_loop()

            def draw() -> None:
                happened.append("Maya")
                loop.call_soon(happened.append, "an action")

            refreshing = Refreshing()
            refreshing.add(Tab(draw))
            refreshing.add(Tab(lambda: happened.append("Ivan")))
            refreshing.changed()
            await _until(lambda: "Ivan" in happened)
            return happened

        assert asyncio.run(run()) == ["Maya", "an action", "Ivan"]

    def test_draws_again_what_changed_meanwhile(self) -> None:
        async def run() -> list[str]:
            drawn: list[str] = []
            refreshing = Refreshing()
            refreshing.add(Tab(lambda: drawn.append("Maya")))
            refreshing.add(Tab(lambda: len(drawn) > 1 or refreshing.changed()))
            refreshing.changed()
            await _until(lambda: len(drawn) > 1)
            return drawn

        assert asyncio.run(run()) == ["Maya", "Maya"]

    def test_leaves_out_whose_browser_left(self) -> None:
        async def run() -> list[str]:
            drawn: list[str] = []
            gone = Tab(lambda: drawn.append("Maya"))
            refreshing = Refreshing()
            refreshing.add(gone)
            refreshing.add(Tab(lambda: drawn.append("Ivan")))
            gone.leave()
            refreshing.changed()
            await _until(lambda: drawn)
            return drawn

        assert asyncio.run(run()) == ["Ivan"]


async def _until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.01)
