"""The conversation in the middle of the page."""

from collections.abc import Hashable, Iterator, Sequence

from sandbox.model import Message
from sandbox.page import timeline
from sandbox.page.log import Log
from sandbox.page.tab import Tab
from sandbox.page.tags import mark, tag
from sandbox.page.timeline import Row, Thread
from sandbox.page.unread import is_outside_threads


class Conversation:
    """What is said outside threads, and where threads hang."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._place: tuple[str, str] | None = None
        self._state: Hashable = None
        self._empty = tag("p", "", "empty")
        self._log = Log(tab, self._newest_first, self._rows)
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the conversation as the person reads it now, if anything of it changed."""
        tab = self._tab
        place = (tab.person.id, tab.channel.id)
        if place != self._place:
            self._begin(place)
        self._look()
        if self._now() == self._state:
            return
        shown = self._log.draw()
        mark(self._empty, "hidden", when=bool(shown))
        self._state = self._now()

    def _now(self) -> Hashable:
        """Return what decides how the conversation looks."""
        tab = self._tab
        looks = tab.unread.looks(tab.person.id)
        said = (tab.channel.version, tab.thread, looks, tab.reader.today)
        return self._place, self._log.state, said

    def _begin(self, place: tuple[str, str]) -> None:
        self._place = place
        title = self._tab.title(self._tab.channel)
        self._log.begin(f"Messages in {title}")
        self._empty.text = f"This is the very beginning of {title}."

    def _look(self) -> None:
        """Remember that what is here was seen, if it is in front."""
        tab = self._tab
        if not tab.at_home:
            with tab.workspace.lock:
                newest = next(tab.person.newest_first(tab.channel.id), None)
            if newest:
                tab.unread.look(tab.person.id, tab.channel.id, newest.ts)

    def _newest_first(self) -> Iterator[Message]:
        channel = self._tab.channel
        for message in self._tab.person.newest_first(channel.id):
            if is_outside_threads(message, channel):
                yield message

    def _rows(self, messages: Sequence[Message]) -> list[Row]:
        return timeline.rows(messages, self._tab.reader, self._thread, self._tab.pointed)

    def _thread(self, message: Message) -> Thread | None:
        """Return what hangs under a message; nothing under a reply that was sent here, too."""
        tab = self._tab
        if message.thread_ts not in (None, message.ts):
            return None
        answers = tab.workspace.thread(message.channel, message.ts)
        if tab.thread == message.ts:
            return timeline.thread_of(answers, tab.reader, answers[-1].ts if answers else "")
        seen = tab.unread.seen(tab.person.id, message.ts)
        return timeline.thread_of(answers, tab.reader, seen)
