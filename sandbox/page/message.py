"""One message: who wrote it and when, what it says, its buttons, reactions and menu."""

from functools import partial

from nicegui import ui

from sandbox.model import SLACKBOT, Message, User
from sandbox.page import attachments, blocks, changing, menus, reactions, still
from sandbox.page.markup import of_mrkdwn
from sandbox.page.reader import clock_time, day_name
from sandbox.page.replying import Replying
from sandbox.page.stage import Stage
from sandbox.page.tab import Tab
from sandbox.page.tags import icon_button, markup, tag
from sandbox.page.timeline import Row
from sandbox.people.clicks import CLICK_FAILED


def draw(row: Row, tab: Tab, replying: Replying) -> None:
    """Add a message in its place."""
    message = row.message
    author = tab.workspace.users[message.user]
    at = clock_time(tab.reader.local(message.ts))
    if row.day:
        with tag("div", "", "day", role="separator"):
            tag("span", day_name(row.day, row.today))
    name = f"{author.real_name}, {at}"
    with tag("article", "", _look(row), aria_label=name):
        _margin(row, author, at)
        with ui.element("div").classes("message-main"):
            if row.is_led:
                _byline(author, at)
            _words(message, tab)
            reactions.draw(message, tab)
        if message.ephemeral_to is None:
            _gestures(message, tab, replying)


def _look(row: Row) -> str:
    looks = ["message"]
    looks += ["reply"] * row.is_reply + ["follows"] * (not row.is_led)
    looks += ["ephemeral"] * (row.message.ephemeral_to is not None)
    return " ".join(looks)


def _margin(row: Row, author: User, at: str) -> None:
    if not row.is_led:
        tag("span", at.rpartition(" ")[0], "margin-time", aria_hidden="true")
        return
    shade = "bot" if author.is_bot else f"shade-{sum(author.id.encode()) % 6}"
    tag("span", author.real_name[:1].upper(), f"avatar {shade}", aria_hidden="true")


def _byline(author: User, at: str) -> None:
    with ui.element("div").classes("byline"):
        tag("b", author.real_name)
        if author.is_bot or author.id == SLACKBOT:
            tag("span", "APP", "badge")
        tag("time", at)


def _words(message: Message, tab: Tab) -> None:
    if message.ephemeral_to:
        with ui.element("div").classes("only-you"):
            ui.icon("visibility")
            tag("span", "Only visible to you")
    stage = Stage(tab, message)
    if message.blocks:
        blocks.draw(message.blocks, stage)
    elif message.text:
        markup(of_mrkdwn(message.text, tab.reader), "piece")
    for attachment in message.attachments:
        attachments.draw(attachment, stage)
    for file in message.files:
        markup(still.file(file), "piece")
    if message.edited:
        tag("span", "(edited)", "edited")
    if tab.person.id in message.warned:
        tag("p", CLICK_FAILED, "complaint", role="alert")


def _gestures(message: Message, tab: Tab, replying: Replying) -> None:
    """Add what shows while one points at a message: react, reply, the app's shortcuts."""
    with ui.element("div").classes("gestures"):
        reactions.control(message, tab)
        icon_button("reply", "Reply in thread").on("click", lambda: replying.to(message))
        _menu(message, tab)


def _menu(message: Message, tab: Tab) -> None:
    """Add what the app offers for a message, and what one may do to a message of one's own."""
    items: list[menus.Item] = [
        (shortcut.name, partial(_use_shortcut, shortcut.callback_id, message, tab))
        for shortcut in tab.workspace.app.shortcuts
        if shortcut.kind == "message"
    ]
    items += changing.items(message, tab)
    if items:
        menus.add(icon_button("more_vert", "More actions"), items)


async def _use_shortcut(callback_id: str, message: Message, tab: Tab) -> None:
    reply = await tab.act(partial(tab.person.shortcut, callback_id, message))
    if reply and reply.told:
        tab.tell(reply.told)
