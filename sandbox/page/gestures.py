"""What shows while one points at a message: react, reply in its thread, and its menu."""

from functools import partial

from nicegui import ui
from nicegui.events import GenericEventArguments

from sandbox import permalinks
from sandbox.model import Message
from sandbox.page import changing, menus, reactions
from sandbox.page.tab import Tab
from sandbox.page.tags import markup

_BUTTON = (
    '<button type="button" class="icon {0}-button" data-gesture="{0}" aria-label="{1}" title="{1}"'
    ' {3}><i class="q-icon notranslate material-icons" aria-hidden="true">{2}</i></button>'
)
_BUTTONS = "".join(
    _BUTTON.format(*row)
    for row in (
        ("react", "Add reaction", "add_reaction", 'aria-haspopup="dialog"'),
        ("reply", "Reply in thread", "comment", ""),
        ("more", "More actions", "more_vert", 'aria-haspopup="menu"'),
    )
)


def draw() -> None:
    """Add the buttons for a message.

    They are the same for each, and cost one element: page.js tells `Gestures` which one of which
    message was pressed.
    """
    markup(_BUTTONS, "gestures")


class Gestures:
    """Does what the buttons say."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        ui.on("gesture", self._take)

    def _take(self, event: GenericEventArguments) -> None:
        gesture, ts, button_id = event.args
        tab = self._tab
        message = tab.channel.log.get(ts)
        if message is None:
            return
        if gesture == "reply":
            tab.open_thread(message)
            return
        fill = (
            partial(reactions.offer, message, tab)
            if gesture == "react"
            else menus.of(_items(message, tab))
        )
        with tab.client.content:
            menus.open_at(button_id, fill)


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
