"""Editing and deleting a message of one's own."""

import html
from functools import partial

from nicegui import ui

from sandbox.model import Message
from sandbox.page.menus import Item
from sandbox.page.tab import Tab
from sandbox.page.tags import button, tag


def items(message: Message, tab: Tab) -> list[Item]:
    """Return what a message's menu offers besides: nothing for what others have said."""
    if message.user != tab.person.id or message.subtype:
        return []
    return [
        ("Edit message", partial(_edit, message, tab)),
        ("Delete message", partial(_delete, message, tab)),
    ]


async def _edit(message: Message, tab: Tab) -> None:
    with tab.client.content, ui.dialog() as dialog, ui.element("div").classes("sheet confirm"):
        tag("h2", "Edit message")
        box = ui.textarea(value=html.unescape(message.text)).props("autogrow aria-label='Message'")
        with ui.element("footer"):
            cancel = button("Cancel", "slack-button")
            save = button("Save", "slack-button primary")
    dialog.props["aria-label"] = "Edit message"
    cancel.on("click", lambda: dialog.submit(None))
    save.on("click", lambda: dialog.submit(box.value))
    words = await dialog
    dialog.delete()
    if words and words.strip():
        await tab.act(partial(tab.person.edit, words.strip(), message))


async def _delete(message: Message, tab: Tab) -> None:
    await tab.act(partial(tab.person.delete, message))
