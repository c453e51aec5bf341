"""The app's Home tab: what it published for the person who looks."""

import json
from datetime import date

from nicegui import ui
from nicegui.element import Element

from sandbox.model import Home, Json
from sandbox.page import blocks
from sandbox.page.form import Form
from sandbox.page.tab import Tab
from sandbox.page.tags import tag

_Piece = tuple[str, Element]
"""A drawn block: what it says, and where it stands."""


class HomeView:
    """Draws a block again only when it changed: a button stays the same while one presses it."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._key: tuple[str, str, date] | None = None
        self._form: Form | None = None
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
            self._key = self._form = None
            self._clear()
        else:
            self._draw(home)

    def _draw(self, home: Home) -> None:
        key = (home.user, str(home.view["hash"]), self._tab.reader.today)
        if key == self._key:
            return
        is_same = self._key is not None and (self._key[0], self._key[2]) == (key[0], key[2])
        typed = self._form.typed if self._form and is_same else {}
        # What was typed belongs to the form that drew it, and so do that form's blocks.
        if typed or not is_same or _has_inputs(home):
            self._clear()
        self._key = key
        self._form = Form(self._tab, home, typed)
        self._place(home.blocks, self._form)

    def _clear(self) -> None:
        self._pieces = []
        self._body.clear()

    def _place(self, wanted: list[Json], form: Form) -> None:
        """Put the blocks in their order; those that say the same stay, wherever they stood."""
        before, self._pieces = self._pieces, []
        for index, block in enumerate(wanted):
            says = _says(block)
            piece = next((each for each in before if each[0] == says), None)
            if piece:
                before.remove(piece)
            else:
                piece = (says, self._new(block, form))
            self._pieces.append(piece)
            if self._body.default_slot.children.index(piece[1]) != index:
                piece[1].move(self._body, index)
        for _, holder in before:
            holder.delete()

    def _new(self, block: Json, form: Form) -> Element:
        with self._body, ui.element("div").classes("place") as holder:
            blocks.draw([block], form)
        return holder


def _has_inputs(home: Home) -> bool:
    return any(block["type"] == "input" for block in home.blocks)


def _says(block: Json) -> str:
    """Return a block without its block_id, which Slack makes up anew each time."""
    return json.dumps({key: block[key] for key in block if key != "block_id"}, sort_keys=True)
