"""What people do in Slack, and what happens there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Command:
    """Somebody typed a slash command; `text` is what follows the command and its verb."""

    workspace_id: int
    user_id: str
    channel_id: str
    text: str


@dataclass(frozen=True)
class Click:
    """Somebody pressed a button or chose an option; `value` is what that was drawn with.

    Of boxes to tick, `chosen` are the values of those that are ticked now, and `block_id` names
    their block. In a modal, `values` is what stands in its fields, as a `Submission` has it,
    `metadata` what it was drawn with, and `view_id` its id; elsewhere they are empty.
    """

    workspace_id: int
    user_id: str
    channel_id: str | None
    value: str
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    metadata: str = ""
    view_id: str = ""
    chosen: tuple[str, ...] = ()
    block_id: str = ""


@dataclass(frozen=True)
class Submission:
    """Somebody sent a modal; `values` is Slack's `view.state.values`."""

    workspace_id: int
    user_id: str
    view_id: str
    callback_id: str
    metadata: str
    values: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Quoted:
    """A message that somebody pointed at.

    `thread_ts` is the thread that it is in or begins, if any; `user_id` is None where Slack names
    no author, as for some bots; `user_ids` are the people of its thread, as far as Slack names
    them. `text` is in words, as it was typed, of 3,000 characters at most; Slack names nobody in
    it, so that `<@U1>` is "@someone". It is empty for a message of files.
    """

    ts: str
    thread_ts: str | None
    user_id: str | None
    text: str
    permalink: str
    user_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shortcut:
    """Somebody used a shortcut in the menu of `message`, wherever that stands: in a channel that we
    are not in, or between two people.
    """

    workspace_id: int
    user_id: str
    channel_id: str
    message: Quoted


Gesture = Command | Click | Submission | Shortcut


@dataclass(frozen=True)
class Event:
    """Something happened in Slack; `body` is Slack's `event`."""

    workspace_id: int
    bot_user_id: str
    body: Json
