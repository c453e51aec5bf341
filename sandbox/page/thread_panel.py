"""The thread at the right of the page: what began it, the replies, and a box for one's own."""

from collections.abc import Hashable, Iterator, Sequence

from sandbox.model import Message
from sandbox.page import timeline
from sandbox.page.composer import Composer
from sandbox.page.log import Log
from sandbox.page.tab import Tab
from sandbox.page.tags import icon_button, mark, tag
from sandbox.page.timeline import Row


class ThreadPanel:
    """Shown while a thread is open."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._place: tuple[str, str] | None = None
        self._state: Hashable = None
        with tag("aside", "", "thread hidden", aria_label="Thread") as self._panel:
            with tag("header", "", "title"):
                tag("h2", "Thread")
                self._where = tag("span")
                icon_button("close", "Close thread").on("click", tab.close_thread)
            self._log = Log(tab, self._newest_first, self._rows)
            Composer(tab, in_thread=True)
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the thread that is open as the person reads it now, or nothing."""
        tab = self._tab
        mark(self._panel, "hidden", when=not tab.thread)
        place = (tab.person.id, tab.thread) if tab.thread else None
        if place != self._place:
            self._begin(place)
        if place is None:
            return
        self._look()
        if self._now() != self._state:
            self._log.draw()
            self._state = self._now()

    def _now(self) -> Hashable:
        """Return what decides how the thread looks."""
        tab = self._tab
        return self._place, self._log.state, tab.channel.version, tab.reader.today

    def _begin(self, place: tuple[str, str] | None) -> None:
        self._place = place
        title = self._tab.title(self._tab.channel)
        self._where.text = title
        self._log.begin(f"Thread in {title}")

    def _look(self) -> None:
        """Remember that the replies were seen."""
        tab = self._tab
        answers = tab.workspace.thread(tab.channel.id, tab.thread)
        if answers:
            tab.unread.look(tab.person.id, tab.thread, answers[-1].ts)

    def _newest_first(self) -> Iterator[Message]:
        """Yield the replies, with those that only the person sees, then what began the thread."""
        tab = self._tab
        for message in tab.person.newest_first(tab.channel.id):
            if tab.thread in (message.thread_ts, message.ts):
                yield message
            if message.ts <= tab.thread:
                return

    def _rows(self, messages: Sequence[Message]) -> list[Row]:
        tab = self._tab
        count = len(tab.workspace.thread(tab.channel.id, tab.thread))
        return timeline.thread_rows(messages, tab.reader, tab.thread, count, tab.pointed)
