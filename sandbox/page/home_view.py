"""The app's Home tab: what it published for the person who looks."""

import json
from datetime import date

from nicegui import ui
from nicegui.element import Element

from sandbox.model import Json
from sandbox.page import blocks
from sandbox.page.stage import Stage
from sandbox.page.tab import Tab
from sandbox.page.tags import tag
from sandbox.shown import Home

_Piece = tuple[str, Element]
"""A drawn block: what it says, and where it stands."""


class HomeView:
    """Draws a block again only when it changed: a button stays the same while one presses it."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._key: tuple[str, str, date] | None = None
        self._pieces: list[_Piece] = []
        with tag("div", "", "home-scroll", tabindex="0"), tag("div", "", "home"):
            self._nothing = tag("div", "", "nothing-yet")
            self._notice = tag("p", "", "complaint", role="alert")
            self._body = ui.element("div")
        with self._nothing:
            tag("h3", "This is still a work in progress")
            tag("p", f"{tab.workspace.app.name} has not shown you anything here yet.")
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the Home as it was last published, or Slack's words when it never was."""
        if not self._tab.at_home:
            return
        home = self._tab.person.home
        self._nothing.set_visibility(home is None)
        self._notice.text = home.notice or "" if home else ""
        self._notice.set_visibility(bool(self._notice.text))
        if home is None:
            self._key = None
            self._clear()
        else:
            self._draw(home)

    def _draw(self, home: Home) -> None:
        key = (home.user, str(home.view["hash"]), self._tab.reader.today)
        if key == self._key:
            return
        if self._key is None or (self._key[0], self._key[2]) != (key[0], key[2]):
            self._clear()
        self._key = key
        self._place(home.blocks, Stage(self._tab, home))

    def _clear(self) -> None:
        self._pieces = []
        self._body.clear()

    def _place(self, wanted: list[Json], stage: Stage) -> None:
        """Put the blocks in their order; those that say the same stay, wherever they stood."""
        before, self._pieces = self._pieces, []
        for index, block in enumerate(wanted):
            says = _says(block)
            piece = next((each for each in before if each[0] == says), None)
            if piece:
                before.remove(piece)
            else:
                piece = (says, self._new(block, stage))
            self._pieces.append(piece)
            if self._body.default_slot.children.index(piece[1]) != index:
                piece[1].move(self._body, index)
        for _, holder in before:
            holder.delete()

    def _new(self, block: Json, stage: Stage) -> Element:
        with self._body, ui.element("div").classes("place") as holder:
            blocks.draw([block], stage)
        return holder


def _says(block: Json) -> str:
    """Return a block without its block_id, which Slack makes up anew each time.

    An input with another block_id is another input: what was typed does not stay in it.
    """
    kept = {key: block[key] for key in block if key != "block_id" or block["type"] == "input"}
    return json.dumps(kept, sort_keys=True)
