"""One message: who wrote it and when, what it says, its buttons, reactions and menu."""

from functools import partial
from html import escape

from nicegui import ui

from sandbox.model import SLACKBOT, Message, User
from sandbox.page import attachments, blocks, gestures, reactions, still
from sandbox.page.markup import of_mrkdwn
from sandbox.page.stage import Stage
from sandbox.page.tab import Tab
from sandbox.page.tags import button, markup, tag
from sandbox.page.timeline import Row, Thread
from sandbox.people.clicks import CLICK_FAILED

EXCERPT = 60
"""Characters of a message by which another one names it."""


def draw(row: Row, tab: Tab) -> None:
    """Add a message in its place."""
    message = row.message
    author = tab.workspace.users[message.user]
    if row.heading:
        with tag("div", "", "day", role="separator"):
            tag("span", row.heading)
    name = f"{author.real_name}, {row.at}"
    with tag("article", "", _look(row), aria_label=name, data_ts=message.ts):
        avatar(author) if row.is_led else _margin_time(row)
        with ui.element("div").classes("message-main"):
            if row.is_led:
                _byline(author, row.at)
            _words(message, tab)
            reactions.draw(message, tab)
            if row.thread:
                _thread(row.thread, message, tab)
        if message.ephemeral_to is None:
            gestures.draw()


def avatar(author: User) -> None:
    """Add somebody's picture: a letter, as nobody here has one."""
    shade = "bot" if author.is_bot else f"shade-{sum(author.id.encode()) % 6}"
    tag("span", author.real_name[:1].upper(), f"avatar {shade}", aria_hidden="true")


def excerpt(message: Message) -> str:
    """Return the beginning of a message on one line."""
    words = " ".join(message.plain.split())
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…"


def _look(row: Row) -> str:
    looks = ["message"]
    looks += ["follows"] * (not row.is_led) + ["pointed"] * row.is_pointed
    looks += ["ephemeral"] * (row.message.ephemeral_to is not None)
    return " ".join(looks)


def _margin_time(row: Row) -> None:
    hour = row.at.rpartition(" ")[0].rpartition(" ")[2]
    tag("span", hour, "margin-time", aria_hidden="true")


def _byline(author: User, at: str) -> None:
    badge = '<span class="badge">APP</span>' if author.is_bot or author.id == SLACKBOT else ""
    markup(f"<b>{escape(author.real_name)}</b>{badge}<time>{at}</time>", "byline")


def _words(message: Message, tab: Tab) -> None:
    _circumstances(message, tab)
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


def _circumstances(message: Message, tab: Tab) -> None:
    """Say what is special about a message: who sees it, and that it is a reply sent here, too."""
    if message.ephemeral_to:
        with ui.element("div").classes("only-you"):
            ui.icon("visibility")
            tag("span", "Only visible to you")
    if message.is_broadcast:
        _broadcast(message, tab)


def _broadcast(message: Message, tab: Tab) -> None:
    """Name the thread that it is in; in the thread itself page.css hides that."""
    root = tab.channel.log.get(str(message.thread_ts))
    words = excerpt(root) if root else "a message that is gone"
    with tag("div", "", "broadcast"):
        tag("span", "replied to a thread:")
        button(words, "text-link").on("click", partial(tab.open_thread, message))


def _thread(thread: Thread, message: Message, tab: Tab) -> None:
    """Add what opens the thread: who replied, how often, and when last."""
    look = f"thread-link {'unread' if thread.is_new else ''}"
    name = f"{thread.words}, last reply {thread.last}{', new' if thread.is_new else ''}"
    opener = button("", look, aria_label=name)
    with opener.on("click", partial(tab.open_thread, message)):
        with tag("span", "", "faces-small"):
            for user in thread.authors:
                avatar(tab.workspace.users[user])
        tag("b", thread.words)
        tag("span", f"Last reply {thread.last}", "last-reply")
        tag("span", "View thread", "view-thread")
