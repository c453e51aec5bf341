"""Messages one below the other, newest at the bottom, as many as a browser moves easily."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial

from nicegui import ui
from nicegui.element import Element

from sandbox.model import Message
from sandbox.page import message as messages
from sandbox.page.tab import Tab
from sandbox.page.tags import button, mark, say, tag
from sandbox.page.timeline import Row
from sandbox.page.window import View, Window, around, earlier, later, look


class Log:
    """Draws a message again only when it changed: a button stays the same while one presses it.

    `newest_first` yields the messages, and is called with the workspace's lock held; `rows` puts
    those that are shown in their places. page.js asks for more as one scrolls, and keeps the place.
    """

    def __init__(
        self,
        tab: Tab,
        newest_first: Callable[[], Iterable[Message]],
        rows: Callable[[Sequence[Message]], list[Row]],
    ) -> None:
        self._tab = tab
        self._newest_first = newest_first
        self._rows = rows
        self._window = Window()
        self._pointed = ""
        self._drawn: dict[str, tuple[Row, Element]] = {}
        with tag("div", "", "log-scroll", tabindex="0", role="region") as self._scroller:
            self._log = tag("div", "", "log", role="log", aria_live="off")
        self._scroller.on("earlier", partial(self._move, earlier))
        self._scroller.on("later", partial(self._move, later))
        with tag("div", "", "to-newest") as self._back:
            back = button("Jump to the newest messages", "slack-button")
        back.on("click", self._to_newest)

    def begin(self, name: str) -> None:
        """Begin with other messages, at the newest one; `name` says which."""
        self._window, self._pointed = Window(), ""
        self._drawn.clear()
        self._log.clear()
        self._tab.run(f"toNewest({self._scroller.id})")
        say(self._scroller, aria_label=name)
        say(self._log, aria_label=name)

    def draw(self) -> Sequence[Message]:
        """Show the messages as they are now; returns those that are shown."""
        self._go_to_pointed()
        with self._tab.workspace.lock:
            view = look(self._newest_first(), self._window)
        oldest = view.messages[0].ts if view.messages else ""
        self._window = Window(oldest, self._window.newest)
        rows = self._rows(view.messages)
        self._drop({row.message.ts for row in rows})
        for index, row in enumerate(rows):
            self._place(index, row)
        self._tell_of_more(view)
        return view.messages

    @property
    def state(self) -> Hashable:
        """What is shown of the messages: with the same ones, the same state looks the same."""
        return self._window, self._tab.pointed

    @property
    def is_at_newest(self) -> bool:
        """Whether what is said next is shown."""
        return not self._window.newest

    def _go_to_pointed(self) -> None:
        """Show the message that a link led to, if it is one of these."""
        pointed = self._tab.pointed
        if pointed == self._pointed:
            return
        self._pointed = pointed
        all_ts = self._all_ts()
        if pointed in all_ts:
            self._window = around(all_ts, pointed)

    def _move(self, way: Callable[[Sequence[str], Window], Window]) -> None:
        self._window = way(self._all_ts(), self._window)
        self._tab.refresh()

    def _to_newest(self) -> None:
        self._window = Window()
        self._tab.run(f"toNewest({self._scroller.id})")
        self._tab.refresh()

    def _all_ts(self) -> list[str]:
        with self._tab.workspace.lock:
            return [message.ts for message in self._newest_first()][::-1]

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
                messages.draw(row, self._tab)
        self._drawn[row.message.ts] = (row, holder)
        if self._log.default_slot.children[index] is not holder:
            holder.move(self._log, index)

    def _tell_of_more(self, view: View) -> None:
        """Say on which sides there is more, and through which window this is: page.js reads it."""
        say(
            self._log,
            data_earlier="yes" if view.has_earlier else None,
            data_later="yes" if view.has_later else None,
            data_window=f"{self._window.oldest}-{self._window.newest}",
        )
        mark(self._back, "hidden", when=not view.has_later)
