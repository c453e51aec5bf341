"""The left of the page: the person's channels and direct messages, and what is new in them."""

from functools import partial

from nicegui import ui

from sandbox.model import Channel
from sandbox.page.tab import Tab
from sandbox.page.tags import button, tag

_Entry = tuple[Channel, int, bool]


class Sidebar:
    """A list of conversations."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._entries: list[tuple[str, str, int, bool]] = []
        self._list = tag("nav", "", "sidebar", aria_label="Conversations")
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the conversations, if anything about them changed."""
        tab = self._tab
        entries = [
            (each.id, tab.title(each), tab.new_in(each), each.id == tab.channel.id)
            for each in tab.channels()
        ]
        if entries == self._entries:
            return
        self._entries = entries
        self._list.clear()
        with self._list:
            self._draw(tab.channels())

    def toggle(self) -> None:
        """Show or hide the list where the page is too narrow for it."""
        self._list.classes(toggle="open")

    def _draw(self, channels: list[Channel]) -> None:
        for heading, is_im in (("Channels", False), ("Apps", True)):
            tag("h2", heading)
            for channel in channels:
                if channel.is_im == is_im:
                    self._entry(channel)

    def _entry(self, channel: Channel) -> None:
        tab = self._tab
        name, unread = tab.title(channel), tab.new_in(channel)
        open_ = channel.id == tab.channel.id
        label = f"{name}, {unread} new" if unread else name
        entry = button("", f"entry {'unread' if unread else ''}", aria_label=label)
        if open_:
            entry.props["aria-current"] = "page"
        with entry.on("click", partial(self._open, channel.id)):
            ui.icon(_icon(channel))
            tag("span", name.removeprefix("#"), "entry-name")
            if unread:
                tag("span", str(unread), "count")

    async def _open(self, channel_id: str) -> None:
        self._list.classes(remove="open")
        await self._tab.open(channel_id)


def _icon(channel: Channel) -> str:
    if channel.is_im:
        return "smart_toy"
    return "lock" if channel.is_private else "tag"
