"""Channels: which there are, and who is in them."""

from collections.abc import Sequence

from sandbox import shapes
from sandbox.model import Channel, Json
from sandbox.payloads import events
from sandbox.rate import TIER_2, TIER_3, TIER_4
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method, next_page
from sandbox.web_api.scopes import LEAVE, MANAGE, READ

_KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
"""What may be listed, and Slack's `channel_type` of it."""


def open_(call: Call) -> Json:
    """Open direct messages with one person; with several is not offered here.

    Raises Refused: users_list_not_supplied, method_not_supported_for_channel_type, user_not_found,
    user_disabled, cannot_dm_bot.
    """
    if call.text("channel"):
        channel = call.channel()
        if not channel.is_im:
            raise Refused("method_not_supported_for_channel_type")
    else:
        users = [name.strip() for name in call.text("users").split(",")]
        if not all(users):
            raise Refused("users_list_not_supplied")
        if len(users) > 1:
            raise Refused("method_not_supported_for_channel_type")
        call.need_for("im")
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
    """Raises Refused: invalid_types, missing_scope, invalid_cursor, invalid_limit."""
    return _listed(call, _channels(call))


def users_conversations(call: Call) -> Json:
    """Raises Refused as conversations.list, and user_not_found."""
    user = call.user().id if call.text("user") else call.workspace.app.bot_user_id
    return _listed(call, [each for each in _channels(call) if user in each.members])


def join(call: Call) -> Json:
    """Raises Refused: channel_not_found, method_not_supported_for_channel_type, is_archived."""
    channel = call.channel()
    if channel.is_private:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    bot = call.workspace.app.bot_user_id
    if bot in channel.members:
        warning = "already_in_channel"
        told: Json = {"warning": warning, "response_metadata": {"warnings": [warning]}}
    else:
        channel.members.add(bot)
        call.courier.tell_later(events.member_joined_channel(call.workspace, bot, channel))
        told = {}
    return {"channel": shapes.channel(channel, call.workspace), **told}


def leave(call: Call) -> Json:
    """Raises Refused: channel_not_found, method_not_supported_for_channel_type, is_archived,
    cant_leave_general, last_member.
    """
    channel = call.channel()
    if channel.is_im:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if channel.name == "general":
        raise Refused("cant_leave_general")
    bot = call.workspace.app.bot_user_id
    if bot not in channel.members:
        return {"not_in_channel": True}
    if channel.is_private and channel.members == {bot}:
        raise Refused("last_member")
    channel.members.discard(bot)
    return {}


def _listed(call: Call, channels: Sequence[Channel]) -> Json:
    page, cursor = call.page(channels)
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


def _channels(call: Call) -> list[Channel]:
    """Return the channels of the asked `types`. Raises Refused: invalid_types, missing_scope."""
    kinds = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    if not set(kinds) <= set(_KINDS):
        raise Refused("invalid_types")
    for kind in kinds:
        call.need_for(_KINDS[kind])
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
    "conversations.open": Method(open_, MANAGE, TIER_3),
    "conversations.info": Method(info, READ, TIER_3, changes=False),
    "conversations.members": Method(members, READ, TIER_4, changes=False),
    "conversations.list": Method(list_, READ, TIER_2, changes=False),
    "conversations.join": Method(join, ("channels:join",), TIER_3),
    "conversations.leave": Method(leave, LEAVE, TIER_3),
    "users.conversations": Method(users_conversations, READ, TIER_3, changes=False),
}
