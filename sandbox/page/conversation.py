"""The conversation in the middle of the page."""

from nicegui import ui
from nicegui.element import Element

from sandbox.model import Message
from sandbox.page import message as messages
from sandbox.page import timeline
from sandbox.page.replying import Replying
from sandbox.page.tab import Tab
from sandbox.page.tags import tag
from sandbox.page.timeline import Row

NEWEST = 200
"""Messages drawn at most, the newest ones: what a browser draws without a pause."""


class Conversation:
    """Draws a message again only when it changed: a button stays the same while one presses it."""

    def __init__(self, tab: Tab, replying: Replying) -> None:
        self._tab = tab
        self._replying = replying
        self._key: tuple[str, str] | None = None
        self._drawn: dict[str, tuple[Row, Element]] = {}
        with tag("div", "", "log-scroll"):
            self._log = tag("div", "", "log", role="log")
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the conversation as the person reads it now."""
        tab = self._tab
        key = (tab.person.id, tab.channel.id)
        if key != self._key:
            self._begin(key)
        seen = tab.person.sees(tab.channel.id)
        rows = timeline.rows(seen[-NEWEST:], tab.reader)
        self._drop({row.message.ts for row in rows})
        for index, row in enumerate(rows):
            self._place(index, row)
        self._empty.set_visibility(not rows)
        if not tab.at_home:
            tab.unread.look(*key, seen)

    def _begin(self, key: tuple[str, str]) -> None:
        self._key = key
        self._drawn.clear()
        self._log.clear()
        title = self._tab.title(self._tab.channel)
        self._log.props["aria-label"] = f"Messages in {title}"
        with self._log:
            self._empty = tag("p", f"This is the very beginning of {title}.", "empty")

    def _drop(self, staying: set[str]) -> None:
        for ts in self._drawn.keys() - staying:
            self._drawn.pop(ts)[1].delete()

    def _place(self, index: int, row: Row) -> None:
        """Draw a row as the `index`th, unless it stands there as it should."""
        before = self._drawn.get(row.message.ts)
        with self._log:
            holder = before[1] if before else ui.element("div").classes("place")
        if before is None or before[0] != row:
            holder.clear()
            with holder:
                messages.draw(row, self._tab, self._replying)
        self._drawn[row.message.ts] = (row, holder)
        children = self._log.default_slot.children
        if children.index(holder) != index + 1:  # the first child is the note of an empty one
            holder.move(self._log, index + 1)


def excerpt(message: Message, length: int = 60) -> str:
    """Return the beginning of a message on one line."""
    words = " ".join(message.plain.split())
    return words if len(words) <= length else words[: length - 1] + "…"
