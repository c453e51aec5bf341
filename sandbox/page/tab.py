"""One browser tab: somebody of the workspace, and the conversation they have open."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar
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
AppTab = Literal["home", "messages"]


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
        self.app_tab: AppTab = "home"

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
    def at_home(self) -> bool:
        """Whether the app's Home tab is in front, and not its messages or a channel."""
        app = self.workspace.app
        return (
            self.channel.is_im and app.has_home and (self.app_tab == "home" or not app.has_messages)
        )

    def new_in(self, channel: Channel) -> int:
        """Return how many messages in a conversation the person has not seen."""
        if channel.id == self.channel.id and not self.at_home:
            return 0
        return self.unread.count(self.person.id, channel.id, self.person.sees(channel.id))

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

    async def open(self, channel_id: str, app_tab: AppTab | None = None) -> None:
        """Go to a conversation; to the app's Home unless it has new messages, or to that tab."""
        before = self._place
        self.look_at(channel_id)
        if self.channel.is_im:
            unseen = "messages" if self.new_in(self.channel) else self.app_tab
            self.app_tab = app_tab or unseen
        self.show()
        if self._place != before:
            await self.enter()

    async def become(self, user_id: str) -> None:
        """Be somebody else, who opens what is open."""
        self.look_as(user_id)
        self.show()
        await self.enter()

    async def enter(self) -> None:
        """Tell the app, as Slack does, that the person has opened one of its tabs."""
        if self.at_home:
            await self.act(self.person.open_home)
        elif self.channel.is_im and self.workspace.app.has_messages:
            await self.act(self.person.open_messages)

    @property
    def _place(self) -> tuple[str, bool]:
        return self.channel.id, self.at_home

    def show(self) -> None:
        """Draw what has changed, and keep who and where in the tab's address."""
        query = {"as": self.person.user.name, "in": self.channel.name or self.channel.id}
        if self.channel.is_im:
            query["tab"] = "home" if self.at_home else "messages"
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
