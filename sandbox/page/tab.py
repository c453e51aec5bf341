"""One browser tab: somebody of the workspace, and the conversation they have open."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from nicegui import Client

from sandbox.model import SLACKBOT, Channel, Message, User
from sandbox.page.address import Address
from sandbox.page.browser import Browser
from sandbox.page.reader import Reader
from sandbox.page.unread import News, Unread

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

AppTab = Literal["home", "messages"]
Drafts = dict[tuple[str, str, str], str]
"""What stands in the boxes, in whichever tab: (person, channel, thread) -> text not sent yet."""


class Tab(Browser):
    """Who looks, and at what. The parts of the page draw themselves again when it is refreshed."""

    def __init__(self, sandbox: "Sandbox", unread: Unread, drafts: Drafts, client: Client) -> None:
        super().__init__(client)
        self.sandbox = sandbox
        self.workspace = sandbox.workspace
        self.unread = unread
        self.parts: list[Callable[[], None]] = []
        self.person = sandbox.person(self.people()[0].id)
        self.channel = self.channels()[0]
        self.app_tab: AppTab = "home"
        self.thread = ""
        """The ts of what began the thread that is open beside the conversation."""
        self.pointed = ""
        """The ts of the message that a link led to."""
        self.drafts = drafts

    def people(self) -> list[User]:
        """Return everybody one can be: all but bots and those who left."""
        users = list(self.workspace.users.values())
        return [user for user in users if not (user.is_bot or user.deleted or user.id == SLACKBOT)]

    def channels(self) -> list[Channel]:
        """Return where the person reads: channels, direct messages, and those with the app."""
        visible = self.workspace.visible_to(self.person.id)
        joined = [
            each for each in visible if self.person.id in each.members and not each.is_archived
        ]
        app = self.workspace.dm(self.person.id)
        channels = [each for each in joined if not each.is_im]
        return [*channels, *(each for each in joined if each.is_im and each is not app), app]

    def is_app(self, channel: Channel) -> bool:
        """Whether a conversation is the one with the app."""
        return channel is self.workspace.dm(self.person.id)

    def title(self, channel: Channel) -> str:
        """Return what a conversation is called: `#it`, or the name on the other side."""
        if channel.is_im:
            return self.workspace.names[self.workspace.other_in(channel, self.person.id)]
        return f"#{channel.name}"

    @property
    def at_home(self) -> bool:
        """Whether the app's Home tab is in front, and not its messages or a channel."""
        app = self.workspace.app
        wants_home = self.app_tab == "home" or not app.has_messages
        return app.has_home and wants_home and self.is_app(self.channel)

    def new_in(self, channel: Channel) -> News:
        """Return what the person has not seen in a conversation that is not in front."""
        if channel.id == self.channel.id and not self.at_home:
            return News()
        with self.workspace.lock:
            return self.unread.news(self.person, channel)

    @property
    def reader(self) -> Reader:
        user = self.person.user
        return Reader(user.id, ZoneInfo(user.tz), self.workspace.clock(), self.workspace.names)

    def start(self, address: Address) -> None:
        """Be who and where an address says; as far as it goes, with a word on where it does not.

        One that names a conversation and nobody is for the first person who can read that.
        """
        if address.person:
            self.look_as(address.person)
        elif address.place:
            self.look_as(self._member_of(address.place))
        self.look_at(address.place)
        if address.place and address.place not in (self.channel.id, self.channel.name):
            self.tell(f"{self.person.user.real_name} has no conversation called {address.place}.")
        if address.app_tab == "messages":
            self.app_tab = "messages"
        self.thread = address.thread if address.thread in self.channel.log else ""
        self.pointed = address.message
        if address.message and address.message not in self.channel.log:
            self.tell("That message is not here: it was deleted, or you cannot read it.")

    def look_as(self, name: str) -> None:
        """Become somebody else, in the same conversation if they are in it too."""
        try:
            self.person = self.sandbox.person(name)
        except KeyError:
            self.tell(f"Nobody here is called {name}: you are {self.person.user.real_name}.")
            return
        self.look_at(self.channel.id)

    def look_at(self, name: str) -> None:
        """Open a conversation by id or name; the first one if the person is not in it."""
        channels = self.channels()
        named = [each for each in channels if name and name in (each.id, each.name)]
        before, self.channel = self.channel, (named or channels)[0]
        if self.channel is not before:
            self.thread = self.pointed = ""

    async def open(self, channel_id: str, app_tab: AppTab | None = None) -> None:
        """Go to a conversation; to the app's Home unless it has new messages, or to that tab."""
        before = self._place
        self.look_at(channel_id)
        if self.is_app(self.channel):
            unseen = "messages" if self.new_in(self.channel).count else self.app_tab
            self.app_tab = app_tab or unseen
        self.show()
        if self._place != before:
            await self.enter()

    async def open_direct(self, user_id: str) -> None:
        """Go to the direct messages with somebody, begun if need be."""
        await self.open(self.workspace.dm(self.person.id, user_id).id)

    async def follow(self, address: Address) -> None:
        """Go where a link leads, as the person one is."""
        await self.open(address.place, "messages")
        self.start(replace(address, person=self.person.id))
        self.show()

    def open_thread(self, message: Message) -> None:
        """Open the thread that a message began or is in; the focus goes to its box."""
        self.thread = message.thread_ts or message.ts
        self.show()
        self.run("focusThread()")

    def close_thread(self) -> None:
        """Close the thread; the focus returns to the message that began it."""
        if self.thread:
            self.run(f"focusMessage('{self.thread}')")
            self.thread = ""
            self.show()

    async def become(self, user_id: str) -> None:
        """Be somebody else, who opens what is open."""
        self.look_as(user_id)
        self.show()
        await self.enter()

    async def enter(self) -> None:
        """Tell the app, as Slack does, that the person has opened one of its tabs."""
        if self.at_home:
            await self.act(self.person.open_home)
        elif self.is_app(self.channel) and self.workspace.app.has_messages:
            await self.act(self.person.open_messages)

    def show(self) -> None:
        """Draw what has changed, and keep who and where in the tab's address."""
        tab = ("home" if self.at_home else "messages") if self.is_app(self.channel) else ""
        place = self.channel.name or self.channel.id
        address = Address(self.person.user.name, place, tab, self.thread)
        self.keep(str(address))
        self.refresh()

    def refresh(self) -> None:
        """Draw what has changed; who was taken out of a channel finds herself in another one."""
        if self.client.is_deleted:
            return
        self.look_at(self.channel.id)
        with self.client.content:
            for draw in self.parts:
                draw()

    def _member_of(self, place: str) -> str:
        """Return who can read a conversation: the person one is, if they do."""
        channels = list(self.workspace.channels.values())
        named = (each for each in channels if place in (each.id, each.name))
        members = next((each.members for each in named), set())
        people = [self.person.id, *(user.id for user in self.people())]
        return next((each for each in people if each in members), self.person.id)

    @property
    def _place(self) -> tuple[str, bool]:
        return self.channel.id, self.at_home
