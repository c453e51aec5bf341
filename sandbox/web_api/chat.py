"""Posting, editing and deleting messages."""

import math
from dataclasses import replace

from sandbox import content, permalinks, shapes, shown_files
from sandbox.model import Channel, Json, Message
from sandbox.payloads import events
from sandbox.rate import HUNDREDS, TIER_3, TIER_4
from sandbox.refused import Refused
from sandbox.views import with_attachment_ids, with_block_ids
from sandbox.web_api.call import Call, Method

WRITE = ("chat:write",)

UPDATE_TEXT_MAX = 4000
"""Characters of `text` in chat.update (Slack: chat.update, `msg_too_long`)."""


def post_message(call: Call) -> Json:
    channel = _destination(call, public=call.may("chat:write.public"))
    said = content.read(call.arguments)
    metadata = content.metadata(call.arguments)
    _limit_rate(call, channel)
    message = _shown(call, _from_app(call, channel, said))
    posted = call.workspace.post(replace(message, metadata=metadata))
    call.courier.tell_later(events.message(call.workspace, posted))
    shape = shapes.message(posted, call.workspace, with_metadata=True)
    return {"channel": channel.id, "ts": posted.ts, "message": shape}


def post_ephemeral(call: Call) -> Json:
    channel = _destination(call)
    user_id = call.required("user")
    if user_id not in channel.members:
        raise Refused("user_not_in_channel")
    message = _from_app(call, channel, content.read(call.arguments))
    posted = call.workspace.post(replace(message, ephemeral_to=user_id))
    return {"message_ts": posted.ts}


def update(call: Call) -> Json:
    message = _own_message(call, "cant_update_message")
    if call.workspace.channels[message.channel].is_archived:
        raise Refused("is_inactive")
    said = content.read(call.arguments, UPDATE_TEXT_MAX)
    workspace = call.workspace
    given = call.arguments
    blocks = tuple(with_block_ids(list(said.blocks), workspace.ids))
    attachments = with_attachment_ids(said.attachments, workspace.ids)
    changed = replace(
        message,
        text=said.text,
        blocks=blocks if "blocks" in given else message.blocks,
        attachments=attachments if "attachments" in given else message.attachments,
        metadata=content.metadata(given) if "metadata" in given else message.metadata,
        edited=workspace.ts(),
        warned=frozenset(),
    )
    changed = _shown(call, changed)
    workspace.change(changed)
    shape = shapes.message(changed, workspace, with_metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": said.text, "message": shape}


def delete(call: Call) -> Json:
    message = _own_message(call, "cant_delete_message")
    call.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = _message(call, channel, call.required("message_ts"))
    return {"channel": channel.id, "permalink": permalinks.of(call.workspace.url, message)}


def _destination(call: Call, *, public: bool = False) -> Channel:
    """Return where to post: a channel the app is in, a `public` one, somebody's direct messages.

    Raises Refused: channel_not_found, messages_tab_disabled, is_archived, not_in_channel.
    """
    user = call.workspace.users.get(call.required("channel"))
    if user is not None:
        if user.deleted or user.is_bot:
            raise Refused("channel_not_found")
        channel = call.workspace.dm(user.id)
    else:
        channel = call.channel()
    if channel.is_im and not call.workspace.app.has_messages:
        raise Refused("messages_tab_disabled")
    if channel.is_archived:
        raise Refused("is_archived")
    if not (call.is_in(channel) or public):
        raise Refused("not_in_channel")
    return channel


def _from_app(call: Call, channel: Channel, said: content.Content) -> Message:
    thread_ts = call.text("thread_ts") or None
    if thread_ts and thread_ts not in channel.log:
        raise Refused("thread_not_found")
    app = call.workspace.app
    return Message(
        channel=channel.id,
        ts="",
        user=app.bot_user_id,
        bot_id=app.bot_id,
        text=said.text,
        blocks=tuple(with_block_ids(list(said.blocks), call.workspace.ids)),
        attachments=with_attachment_ids(said.attachments, call.workspace.ids),
        thread_ts=thread_ts,
    )


def _shown(call: Call, message: Message) -> Message:
    return shown_files.show(message, call.workspace.files, call.workspace.clock())


def _limit_rate(call: Call, channel: Channel) -> None:
    early = call.workspace.post_rate.wait(channel.id, call.workspace.clock())
    if early > 0:
        raise Refused("ratelimited", status=429, retry_after=math.ceil(early))


def _own_message(call: Call, otherwise: str) -> Message:
    """Return the app's own message. Raises Refused with `otherwise` for somebody else's."""
    message = _message(call, call.channel(), call.required("ts"))
    if message.bot_id != call.workspace.app.bot_id:
        raise Refused(otherwise)
    return message


def _message(call: Call, channel: Channel, ts: str) -> Message:
    message = channel.log.get(ts)
    if message is None or message.ephemeral_to:
        raise Refused("message_not_found")
    return message


METHODS = {
    "chat.postMessage": Method(post_message, WRITE),  # limited by the channel, not by the minute
    "chat.postEphemeral": Method(post_ephemeral, WRITE, TIER_4),
    "chat.update": Method(update, WRITE, TIER_3),
    "chat.delete": Method(delete, WRITE, TIER_3),
    "chat.getPermalink": Method(get_permalink, per_minute=HUNDREDS, changes=False),
}
