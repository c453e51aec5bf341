"""Channels: which there are, who is in them, what was said."""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from sandbox import shapes
from sandbox.model import Channel, Json, Message
from sandbox.payloads import events
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method, invalid

_KINDS = ("public_channel", "private_channel", "mpim", "im")


def open_(call: Call) -> Json:
    """Open direct messages with one person; with several is not offered here."""
    if call.text("channel"):
        channel = call.channel()
    else:
        users = [name.strip() for name in call.required("users").split(",")]
        if len(users) > 1:
            raise Refused("method_not_supported_for_channel_type")
        channel = _direct(call, users[0])
    shape: Json = {"id": channel.id}
    return {"channel": shapes.channel(channel, call.workspace) if call.flag("return_im") else shape}


def info(call: Call) -> Json:
    shape = shapes.channel(call.channel(), call.workspace)
    if not call.flag("include_num_members"):
        shape.pop("num_members", None)
    return {"channel": shape}


def members(call: Call) -> Json:
    everybody = sorted(call.channel().members)
    page, cursor = call.page(everybody)
    return {"members": list(page), **_next(cursor)}


def list_(call: Call) -> Json:
    kinds = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    if not set(kinds) <= set(_KINDS):
        raise Refused("invalid_types")
    page, cursor = call.page(_channels(call, kinds))
    return {"channels": [shapes.channel(each, call.workspace) for each in page], **_next(cursor)}


def users_conversations(call: Call) -> Json:
    kinds = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    user = call.text("user") or call.workspace.app.bot_user_id
    own = [channel for channel in _channels(call, kinds) if user in channel.members]
    page, cursor = call.page(own)
    return {"channels": [shapes.channel(each, call.workspace) for each in page], **_next(cursor)}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.is_archived:
        raise Refused("is_archived")
    bot = call.workspace.app.bot_user_id
    if bot not in channel.members:
        channel.members.add(bot)
        event = events.member_joined_channel(call.workspace, bot, channel)
        call.courier.tell_later(event)
    return {"channel": shapes.channel(channel, call.workspace)}


def leave(call: Call) -> Json:
    channel = call.channel()
    bot = call.workspace.app.bot_user_id
    if bot not in channel.members:
        return {"not_in_channel": True}
    channel.members.discard(bot)
    return {}


def history(call: Call) -> Json:
    """Return the messages outside threads, the newest first."""
    channel = call.own_channel()
    told = [each for each in channel.messages if each.thread_ts in (None, each.ts)]
    page, cursor = call.page(_between(call, told)[::-1])
    return _said(call, page, cursor)


def replies(call: Call) -> Json:
    """Return a thread, oldest first, beginning with its parent."""
    channel = call.own_channel()
    ts = call.required("ts")
    parent = channel.log.get(ts)
    if parent is None or parent.ephemeral_to:
        raise Refused("thread_not_found")
    thread = _between(call, call.workspace.thread(channel.id, parent.thread_ts or ts))
    first = channel.log.get(parent.thread_ts or ts, parent)
    page, cursor = call.page([first, *thread], default=1000)
    return _said(call, page, cursor)


def _direct(call: Call, user_id: str) -> Channel:
    user = call.workspace.users.get(user_id)
    if user is None:
        raise Refused("user_not_found")
    if user.deleted:
        raise Refused("user_disabled")
    if user.is_bot:
        raise Refused("cannot_dm_bot")
    return call.workspace.dm(user_id)


def _channels(call: Call, kinds: Sequence[str]) -> list[Channel]:
    return [
        channel
        for channel in call.workspace.channels.values()
        if _kind(channel) in kinds
        and (call.is_in(channel) or not channel.is_private)
        and not (channel.is_archived and call.flag("exclude_archived"))
    ]


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _between(call: Call, messages: Sequence[Message]) -> list[Message]:
    """Return the messages between `oldest` and `latest`; both ends count only if `inclusive`."""
    oldest = _timestamp(call.text("oldest") or "0")
    latest = _timestamp(call.text("latest") or "Infinity")
    inclusive = call.flag("inclusive")
    return [
        message
        for message in messages
        if oldest < Decimal(message.ts) < latest
        or (inclusive and Decimal(message.ts) in (oldest, latest))
    ]


def _timestamp(text: str) -> Decimal:
    """Raises Refused: invalid_arguments."""
    with suppress(InvalidOperation):
        if not (timestamp := Decimal(text)).is_nan():
            return timestamp
    raise invalid("oldest and latest must be timestamps")


def _said(call: Call, messages: Sequence[Message], cursor: str) -> Json:
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [
            shapes.message(each, call.workspace, with_metadata=with_metadata) for each in messages
        ],
        "has_more": bool(cursor),
        "pin_count": 0,
        **_next(cursor),
    }


def _next(cursor: str) -> Json:
    return {"response_metadata": {"next_cursor": cursor}}


METHODS = {
    "conversations.open": Method(open_),
    "conversations.info": Method(info, changes=False),
    "conversations.members": Method(members, changes=False),
    "conversations.list": Method(list_, changes=False),
    "conversations.join": Method(join),
    "conversations.leave": Method(leave),
    "conversations.history": Method(history, changes=False),
    "conversations.replies": Method(replies, changes=False),
    "users.conversations": Method(users_conversations, changes=False),
}
