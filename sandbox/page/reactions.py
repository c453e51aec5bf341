"""Emoji on a message: who put which there, and the control that puts one there or takes it off."""

from functools import partial

from nicegui import ui

from sandbox.model import Message
from sandbox.page.emoji import QUICK, face
from sandbox.page.tab import Tab
from sandbox.page.tags import button


def draw(message: Message, tab: Tab) -> None:
    """Add the emoji that are on a message, each with how many; pressing one joins in, or leaves."""
    if not message.reactions:
        return
    with ui.element("div").classes("reactions"):
        for emoji, users in message.reactions.items():
            names = ", ".join(tab.workspace.names.get(user, user) for user in users)
            mine = tab.person.id in users
            look = "reaction mine" if mine else "reaction"
            pill = button(f"{face(emoji)} {len(users)}", look, title=f"{names}: {emoji}")
            pill.props["aria-pressed"] = "true" if mine else "false"
            pill.on("click", partial(_turn, emoji, message, tab))


def offer(message: Message, tab: Tab, picker: ui.menu) -> None:
    """Offer some emoji, and take the name of any other."""
    with ui.element("div").classes("faces"):
        for emoji in QUICK:
            face_button = button(face(emoji), "icon", aria_label=emoji, title=f":{emoji}:")
            face_button.on("click", partial(_turn, emoji, message, tab, picker))
    typed = ui.input(placeholder=":another_one:").props("dense aria-label='Another emoji'")

    async def take() -> None:
        if name := str(typed.value or "").strip().strip(":"):
            await _turn(name, message, tab, picker)

    typed.classes("another-face").on("keydown.enter", take)


async def _turn(emoji: str, message: Message, tab: Tab, menu: ui.menu | None = None) -> None:
    """Put an emoji on a message, or take it off if the person has put it there."""
    if menu:
        menu.close()
    mine = tab.person.id in message.reactions.get(emoji, ())
    turn = tab.person.unreact if mine else tab.person.react
    await tab.act(partial(turn, emoji, message))
