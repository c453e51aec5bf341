"""The workspace: its people, its channels, and every message in them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import RLock
from zoneinfo import ZoneInfo

from sandbox import conversation_filter, naming
from sandbox.app import App
from sandbox.clock import Clock
from sandbox.files import Files
from sandbox.group import Group
from sandbox.homes import Homes
from sandbox.ids import TEAM_ID, Ids
from sandbox.model import SLACKBOT, Channel, Json, Message, User
from sandbox.passes import ResponseUrls, Triggers
from sandbox.rate import REAL, MethodRate, PostRate, RateLimits
from sandbox.view_state import Current
from sandbox.views import Views
from sandbox.watching import Watching


class Workspace(Watching):
    """All state, behind one lock: hold `lock` to read or change more than one thing at once.

    Nothing here waits for the app or the network.
    """

    def __init__(
        self,
        app: App,
        clock: Clock,
        *,
        team_id: str = TEAM_ID,
        name: str = "Acme",
        rate_limits: RateLimits = REAL,
    ) -> None:
        super().__init__()
        self.app = app
        self.team_id = team_id
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.revoked = False
        self.history_lag = 0.0
        """Seconds until a message shows in histories."""
        self.clock = clock
        self.url = ""
        self.lock = RLock()
        self.ids = Ids()
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.names: dict[str, str] = {}
        self.groups: dict[str, Group] = {}
        self.views = Views(app, team_id, self.ids, self.current)
        self.homes = Homes(self.views, self.ids, self.names)
        self.triggers = Triggers(clock, self.ids)
        self.suggested: dict[tuple[str, str, str], dict[str, Json]] = {}
        """User, block_id, action_id -> what the app offered her there, by its value."""
        self.response_urls = ResponseUrls(clock, self.ids, team_id)
        self.files = Files(self.ids, team_id)
        self.post_rate = PostRate(rate_limits)
        self.method_rate = MethodRate(rate_limits)
        self._dms: dict[frozenset[str], Channel] = {}
        self.add_user(User(SLACKBOT, "slackbot", "Slackbot", team_id))
        self.add_user(User(app.bot_user_id, app.handle, app.name, team_id, is_bot=True))

    def serve_at(self, url: str) -> None:
        """Use `url` in every address that payloads and responses carry."""
        self.url = self.response_urls.base = self.files.base = url

    def add_user(self, user: User) -> User:
        with self.lock:
            self.users[user.id] = user
            self.names[user.id] = user.real_name
        return user

    def add_channel(self, channel: Channel) -> Channel:
        with self.lock:
            channel.created = channel.created or int(self.clock().timestamp())
            self.channels[channel.id] = channel
            self.names[channel.id] = channel.name
        return channel

    def user(self, name: str) -> User:
        """Return somebody by id, handle, first or full name. Raises KeyError."""
        return naming.user(self.users.values(), name)

    def channel(self, name: str) -> Channel:
        """Return a channel by id, name or #name. Raises KeyError."""
        return self.channels.get(name) or naming.channel(self.channels.values(), name)

    def group(self, name: str) -> Group:
        """Return a user group by id, handle or @handle. Raises KeyError."""
        return naming.group(self.groups.values(), name)

    def dm(self, user_id: str, other: str | None = None) -> Channel:
        """Return somebody's direct messages with the app or with another, opened if need be."""
        members = frozenset((user_id, other or self.app.bot_user_id))
        with self.lock:
            if members not in self._dms:
                new = Channel(self.ids.next("D"), "", is_private=True, is_im=True)
                new.members |= members
                self._dms[members] = self.add_channel(new)
            return self._dms[members]

    def current(self, channel_id: str | None) -> Current:
        """Return what knows the conversation in which somebody is, for menus that start there."""

        def start(element: Json) -> str | None:
            channel = self.channels.get(channel_id or "")
            is_offered = channel and conversation_filter.offers(element, channel, self.users)
            return channel_id if is_offered else None

        return start

    def other_in(self, dm: Channel, user_id: str | None = None) -> str:
        """Return who is on the other side of somebody's direct messages, or of the app's."""
        return next(iter(dm.members - {user_id or self.app.bot_user_id}), "")

    def visible_to(self, user_id: str) -> list[Channel]:
        """Return the channels somebody can read: the public ones, and those she is in."""
        return [
            channel
            for channel in list(self.channels.values())
            if user_id in channel.members or not channel.is_private
        ]

    def post(self, message: Message) -> Message:
        """Put a message in its channel; one without `ts` gets the next one."""
        with self.lock:
            stamped = replace(message, ts=message.ts or self.ts(), names=self.names)
            channel = self.channels[message.channel]
            channel.log[stamped.ts] = stamped
            channel.version += 1
            if stamped.thread_ts and stamped.ephemeral_to is None:
                channel.threads.setdefault(stamped.thread_ts, []).append(stamped.ts)
        return stamped

    def message(self, channel_id: str, ts: str) -> Message:
        """Return a message as it is now. Raises KeyError."""
        return self.channels[channel_id].log[ts]

    def change(self, message: Message) -> Message:
        """Put a new version of a message in place of the one with its ts."""
        with self.lock:
            channel = self.channels[message.channel]
            channel.log[message.ts] = message
            channel.version += 1
        return message

    def delete(self, message: Message) -> None:
        with self.lock, suppress(KeyError):
            channel = self.channels[message.channel]
            del channel.log[message.ts]
            channel.version += 1

    def thread(self, channel_id: str, ts: str) -> Sequence[Message]:
        """Return the replies to a message, oldest first."""
        channel = self.channels[channel_id]
        replies = channel.threads.get(ts, ())
        return [channel.log[reply] for reply in replies if reply in channel.log and reply != ts]

    def as_slackbot(self, user_id: str, channel_id: str, text: str) -> Message:
        """Show somebody one of Slack's own sentences, visible only to her."""
        return self.post(Message(channel_id, "", SLACKBOT, text, ephemeral_to=user_id))

    def ts(self) -> str:
        """Return a timestamp later than every one before it."""
        with self.lock:
            return self.ids.ts(self.clock())

    def local_time(self, user_id: str) -> datetime:
        """Return the time on somebody's wall."""
        return self.clock().astimezone(ZoneInfo(self.users[user_id].tz))
