"""Emoji on messages."""

import re

from sandbox.model import Json, Message
from sandbox.payloads import events
from sandbox.rate import TIER_2, TIER_3
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method

WRITE = ("reactions:write",)

_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
_TIMESTAMP = re.compile(r"\d+\.\d+")


def add(call: Call) -> Json:
    emoji, message, bot = _subject(call)
    if call.workspace.channels[message.channel].is_archived:
        raise Refused("is_archived")
    users = message.reactions.get(emoji, ())
    if bot in users:
        raise Refused("already_reacted")
    _react(call, message, emoji, (*users, bot), "reaction_added")
    return {}


def remove(call: Call) -> Json:
    emoji, message, bot = _subject(call)
    users = message.reactions.get(emoji, ())
    if bot not in users:
        raise Refused("no_reaction")
    rest = tuple(user for user in users if user != bot)
    _react(call, message, emoji, rest, "reaction_removed")
    return {}


def _subject(call: Call) -> tuple[str, Message, str]:
    """Return the emoji, the message and who reacts to it.

    Raises Refused: invalid_name, no_item_specified, channel_not_found, not_in_channel,
    bad_timestamp, message_not_found.
    """
    emoji = call.required("name").strip(":")
    if not _EMOJI.fullmatch(emoji):
        raise Refused("invalid_name")
    timestamp = call.text("timestamp")
    if not (timestamp and call.text("channel")):
        raise Refused("no_item_specified")
    channel = call.own_channel()
    if not _TIMESTAMP.fullmatch(timestamp):
        raise Refused("bad_timestamp")
    message = channel.log.get(timestamp)
    if message is None or message.ephemeral_to:
        raise Refused("message_not_found")
    return emoji, message, call.workspace.app.bot_user_id


def _react(call: Call, message: Message, emoji: str, users: tuple[str, ...], kind: str) -> None:
    workspace = call.workspace
    workspace.change(message.with_reaction(emoji, users))
    bot = workspace.app.bot_user_id
    call.courier.tell_later(events.reaction(kind, bot, emoji, message, workspace.ts()))


METHODS = {
    "reactions.add": Method(add, WRITE, TIER_3),
    "reactions.remove": Method(remove, WRITE, TIER_2),
}
