"""Channels: which there are, and who is in them."""

from collections.abc import Sequence

from sandbox import shapes
from sandbox.model import Channel, Json
from sandbox.payloads import events
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method, next_page

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
    return {"members": list(page), **next_page(cursor)}


def list_(call: Call) -> Json:
    kinds = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    if not set(kinds) <= set(_KINDS):
        raise Refused("invalid_types")
    page, cursor = call.page(_channels(call, kinds))
    return {
        "channels": [shapes.channel(each, call.workspace) for each in page],
        **next_page(cursor),
    }


def users_conversations(call: Call) -> Json:
    kinds = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    user = call.text("user") or call.workspace.app.bot_user_id
    own = [channel for channel in _channels(call, kinds) if user in channel.members]
    page, cursor = call.page(own)
    return {
        "channels": [shapes.channel(each, call.workspace) for each in page],
        **next_page(cursor),
    }


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


def _listed(call: Call, page: Sequence[Channel], cursor: str) -> Json:
    shown = [shapes.channel(each, call.workspace) for each in page]
    return {"channels": shown, **next_page(cursor)}


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
        if _type(channel) in kinds
        and (call.is_in(channel) or not channel.is_private)
        and not (channel.is_archived and call.flag("exclude_archived"))
    ]


def _type(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


METHODS = {
    "conversations.open": Method(open_),
    "conversations.info": Method(info, changes=False),
    "conversations.members": Method(members, changes=False),
    "conversations.list": Method(list_, changes=False),
    "conversations.join": Method(join),
    "conversations.leave": Method(leave),
    "users.conversations": Method(users_conversations, changes=False),
}
