"""What the people of the workspace deal with: users, channels, messages, replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import plain_text

Json = dict[str, Any]  # Slack's payloads are open-ended JSON objects.

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class User:
    """A member of the workspace, a guest, a stranger from another one, or a bot."""

    id: str
    name: str
    real_name: str
    team_id: str
    tz: str = "Etc/UTC"
    title: str = ""
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    updated: int = 1_700_000_000
    """Seconds since 1970 at which anything of it changed last."""

    @property
    def display_name(self) -> str:
        return self.real_name

    def tz_offset(self, at: datetime) -> int:
        """Return the seconds east of UTC at that instant; it shifts with daylight saving."""
        offset = at.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; an edit makes a new value with the same channel and ts."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    thread_ts: str | None = None
    is_broadcast: bool = False
    """Whether a reply was sent to the channel too."""
    edited: str | None = None
    """The ts of the last edit."""
    subtype: str | None = None
    """What kind of message it is, where Slack made it: channel_join, tombstone."""
    ephemeral_to: str | None = None
    """The only user who sees it; never part of the history."""
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Emoji name -> users, in order."""
    metadata: Json | None = None
    bot_id: str | None = None
    files: tuple[Json, ...] = ()
    warned: frozenset[str] = frozenset()
    """Users whose last click on it got no answer: Slack shows them a warning mark."""
    states: Mapping[str, Json] = field(default_factory=dict, repr=False, compare=False)
    """User -> what stands in it for her (Slack's `state.values`), and for nobody else."""
    names: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """User and channel ids -> visible names, to read mentions."""

    @property
    def every_block(self) -> list[Json]:
        """Its blocks, and those in its attachments."""
        attached = (block for each in self.attachments for block in each.get("blocks") or ())
        return [*self.blocks, *attached]

    @property
    def plain(self) -> str:
        """The message as a person reads it: its blocks, or its text when it has none."""
        if self.blocks:
            return plain_text.of_blocks(self.blocks, self.names)
        return plain_text.of_mrkdwn(self.text, self.names)

    def with_reaction(self, emoji: str, users: tuple[str, ...]) -> "Message":
        """Return the message with an emoji from exactly these users."""
        reactions = {**self.reactions, emoji: users}
        return replace(self, reactions={name: who for name, who in reactions.items() if who})

    @property
    def buttons(self) -> list[str]:
        """The words on its buttons, in reading order."""
        return plain_text.buttons(self.every_block)


@dataclass(slots=True)
class Channel:
    """A channel, private channel or direct message, with all that was said in it."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_im: bool = False
    is_shared: bool = False  # with another company
    members: set[str] = field(default_factory=set)
    creator: str = ""
    created: int = 0
    topic: str = ""
    purpose: str = ""
    log: dict[str, Message] = field(default_factory=dict)
    """ts -> message, oldest first, ephemeral ones included."""
    threads: dict[str, list[str]] = field(default_factory=dict)
    """ts of a thread's first message -> ts of its replies."""
    version: int = 0
    """Goes up with every change of what is said in it: who drew it knows whether to look again."""

    @property
    def messages(self) -> list[Message]:
        """What everybody in it can read, oldest first."""
        return [message for message in list(self.log.values()) if message.ephemeral_to is None]

    @property
    def event_kind(self) -> str:
        """Slack's `channel_type` in events: im, group or channel."""
        if self.is_im:
            return "im"
        return "group" if self.is_private else "channel"


@dataclass(frozen=True, slots=True)
class Reply:
    """How the app answered one gesture.

    `error` is Slack's code when it did not answer as it should (operation_timeout,
    dispatch_failed, http_client_error, http_service_error, …); `told` is what Slack then showed.
    """

    status: int = 200
    body: Json | str | None = None
    error: str | None = None
    told: str | None = None
