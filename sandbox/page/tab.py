"""One browser tab: somebody of the workspace, and the conversation they have open."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from nicegui import Client, ui

from sandbox.model import SLACKBOT, Channel, User
from sandbox.page.reader import Reader
from sandbox.page.unread import Unread
from sandbox.people import CannotDo

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

T = TypeVar("T")


class Tab:
    """Who looks, and at what. The parts of the page draw themselves again when it is refreshed."""

    def __init__(self, sandbox: "Sandbox", unread: Unread, client: Client) -> None:
        self.sandbox = sandbox
        self.workspace = sandbox.workspace
        self.unread = unread
        self.client = client
        self.parts: list[Callable[[], None]] = []
        self.person = sandbox.person(self.people()[0].id)
        self.channel = self.channels()[0]

    def people(self) -> list[User]:
        """Return everybody one can be: all but bots and those who left."""
        users = list(self.workspace.users.values())
        return [user for user in users if not (user.is_bot or user.deleted or user.id == SLACKBOT)]

    def channels(self) -> list[Channel]:
        """Return the channels that the person is in, then the direct messages with the app."""
        joined = [
            channel
            for channel in self.workspace.visible_to(self.person.id)
            if self.person.id in channel.members and not (channel.is_archived or channel.is_im)
        ]
        return [*joined, self.workspace.dm(self.person.id)]

    def title(self, channel: Channel) -> str:
        """Return what a conversation is called: `#it`, or the app's name."""
        return self.workspace.app.name if channel.is_im else f"#{channel.name}"

    @property
    def reader(self) -> Reader:
        user = self.person.user
        return Reader(user.id, ZoneInfo(user.tz), self.workspace.clock(), self.workspace.names)

    def look_as(self, name: str) -> None:
        """Become somebody else, in the same conversation if they are in it too."""
        try:
            self.person = self.sandbox.person(name)
        except KeyError:
            return
        self.look_at(self.channel.id)

    def look_at(self, name: str) -> None:
        """Open a conversation by id or name; the first one if the person is not in it."""
        channels = self.channels()
        named = [channel for channel in channels if name in (channel.id, channel.name)]
        self.channel = (named or channels)[0]

    def show(self) -> None:
        """Draw what has changed, and keep who and where in the tab's address."""
        query = {"as": self.person.user.name, "in": self.channel.name or self.channel.id}
        ui.navigate.history.replace("/?" + urlencode(query))
        self.refresh()

    def refresh(self) -> None:
        """Draw what has changed; who was taken out of a channel finds herself in another one."""
        if self.client.is_deleted:
            return
        self.look_at(self.channel.id)
        with self.client.content:
            for draw in self.parts:
                draw()

    async def act(self, work: Callable[[], T]) -> T | None:
        """Do what waits for the app, beside the page's own loop: other tabs stay alive.

        What Slack's client would refuse is told the person; then this returns None.
        """
        try:
            return await asyncio.to_thread(work)
        except CannotDo as cannot:
            self.tell(str(cannot))
            return None

    def tell(self, words: str) -> None:
        """Show a sentence at the edge of the page for a few seconds."""
        with self.client.content:
            ui.notify(words, type="warning", position="top", multi_line=True)
