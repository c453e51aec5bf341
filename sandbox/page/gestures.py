"""What shows while one points at a message: react, reply in its thread, and its menu."""

from functools import partial

from nicegui import ui

from sandbox import permalinks
from sandbox.model import Message
from sandbox.page import changing, menus, reactions
from sandbox.page.tab import Tab
from sandbox.page.tags import icon_button


def draw(message: Message, tab: Tab) -> None:
    """Add the buttons for a message."""
    with ui.element("div").classes("gestures"):
        reactions.control(message, tab)
        reply = icon_button("comment", "Reply in thread", "reply-button")
        reply.on("click", partial(tab.open_thread, message))
        menus.add(icon_button("more_vert", "More actions"), _items(message, tab))


def _items(message: Message, tab: Tab) -> list[menus.Item]:
    """Return what the app offers for a message, and what one may do with any, or with one's own."""
    shortcuts: list[menus.Item] = [
        (shortcut.name, partial(_use_shortcut, shortcut.callback_id, message, tab))
        for shortcut in tab.workspace.app.shortcuts
        if shortcut.kind == "message"
    ]
    copy = ("Copy link", partial(_copy_link, message, tab))
    return [*shortcuts, copy, *changing.items(message, tab)]


async def _copy_link(message: Message, tab: Tab) -> None:
    tab.copy(permalinks.of(tab.workspace.url, message))
    tab.confirm("The link is copied.")


async def _use_shortcut(callback_id: str, message: Message, tab: Tab) -> None:
    reply = await tab.act(partial(tab.person.shortcut, callback_id, message))
    if reply and reply.told:
        tab.tell(reply.told)
