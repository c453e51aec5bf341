"""The left of the page: the person's channels and direct messages, and what is new in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from nicegui import ui
from nicegui.element import Element

from sandbox.model import Channel, User
from sandbox.page.tab import Tab
from sandbox.page.tags import button, icon_button, mark, say, tag
from sandbox.page.unread import News

PEOPLE = 5
"""People who are listed though nothing was written yet; the button beside them finds the others."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line; `channel` is "" for direct messages that nobody has begun."""

    section: str
    icon: str
    name: str
    channel: str
    news: News
    is_open: bool
    user: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Which line it is, whatever there is to say about it."""
        return self.channel, self.user


class Sidebar:
    """A list of conversations."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._lines: dict[tuple[str, str], tuple[_Entry, Element]] = {}
        self._list = tag("nav", "", "sidebar", aria_label="Conversations")
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the conversations, if anything about them changed."""
        channels = self._tab.channels()
        entries = [*self._channels(channels), *self._people(channels), *self._apps(channels)]
        if [entry.key for entry in entries] != list(self._lines):
            self._draw(entries)
        for entry in entries:
            before, line = self._lines[entry.key]
            if entry != before:
                self._fill(line, entry)

    def toggle(self) -> None:
        """Show or hide the list where the page is too narrow for it."""
        self._list.classes(toggle="open")

    def _channels(self, channels: list[Channel]) -> Iterator[_Entry]:
        for channel in channels:
            if not channel.is_im:
                icon = "lock" if channel.is_private else "tag"
                yield self._entry("Channels", icon, channel)

    def _people(self, channels: list[Channel]) -> Iterator[_Entry]:
        """Yield the direct messages there are, then others to write to, as long as they are few."""
        tab = self._tab
        begun = [each for each in channels if each.is_im and not tab.is_app(each)]
        partners = {tab.workspace.other_in(each, tab.person.id): each for each in begun}
        others = [user for user in tab.people() if user.id != tab.person.id]
        unlisted = max(0, PEOPLE - len(begun))
        for user in others:
            if user.id in partners:
                yield self._entry("Direct messages", "person", partners[user.id])
            elif unlisted:
                unlisted -= 1
                yield _nothing_yet(user)

    def _apps(self, channels: list[Channel]) -> Iterator[_Entry]:
        for channel in channels:
            if self._tab.is_app(channel):
                yield self._entry("Apps", "smart_toy", channel)

    def _entry(self, section: str, icon: str, channel: Channel) -> _Entry:
        tab = self._tab
        name, is_open = tab.title(channel), channel.id == tab.channel.id
        return _Entry(section, icon, name, channel.id, tab.new_in(channel), is_open)

    def _draw(self, entries: list[_Entry]) -> None:
        self._list.clear()
        self._lines.clear()
        section = ""
        with self._list:
            for entry in entries:
                if entry.section != section:
                    section = entry.section
                    _heading(section)
                line = button("", "entry").on("click", partial(self._open, entry))
                self._fill(line, entry)

    def _fill(self, line: Element, entry: _Entry) -> None:
        """Say what is there to say about a conversation."""
        self._lines[entry.key] = (entry, line)
        mark(line, "unread", when=entry.news.count > 0)
        current = "page" if entry.is_open else None
        say(line, aria_label=_label(entry), aria_current=current)
        line.clear()
        with line:
            ui.icon(entry.icon)
            tag("span", entry.name.removeprefix("#"), "entry-name")
            if entry.news.calls:
                tag("span", str(entry.news.calls), "count")

    async def _open(self, entry: _Entry) -> None:
        self._list.classes(remove="open")
        if entry.channel:
            await self._tab.open(entry.channel)
        else:
            await self._tab.open_direct(entry.user)


def _heading(section: str) -> None:
    with tag("div", "", "section"):
        tag("h2", section)
        if section == "Direct messages":
            add = icon_button("add", "Write to somebody", "new-message")
            add.on("click", js_handler="() => emitEvent('jump')")


def _nothing_yet(user: User) -> _Entry:
    name = user.real_name
    return _Entry("Direct messages", "person", name, "", News(), is_open=False, user=user.id)


def _label(entry: _Entry) -> str:
    news = entry.news
    calls = f", {news.calls} for you" if news.calls else ""
    return f"{entry.name}, {news.count} new{calls}" if news.count else entry.name
