"""Events: what happened in the workspace, in the envelope of the Events API."""

import uuid
from typing import Literal

from sandbox import rich_text, shapes
from sandbox.conversation_filter import is_external
from sandbox.model import Channel, Json, Message
from sandbox.workspace import Workspace


def envelope(workspace: Workspace, event: Json) -> Json:
    """Return the `event_callback` around an event, with a new event_id."""
    return {
        "token": workspace.app.verification_token,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ids.next("Ev"),
        "event_time": int(workspace.clock().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.ids.number('event_context'):032x}",
    }


def message(workspace: Workspace, message: Message) -> Json:
    """Return a `message` event."""
    event = shapes.message(message, workspace)
    event |= {
        "channel": message.channel,
        "event_ts": message.ts,
        "channel_type": workspace.channels[message.channel].event_kind,
    }
    return event if message.bot_id else event | _typed(message) | _author(workspace, message)


def changed(workspace: Workspace, now: Message, before: Message) -> Json:
    """Return a `message` event that tells how a message reads now, and how it did before."""
    event = _afterwards(workspace, now, "message_changed")
    shown = shapes.message(now, workspace)
    typed = {} if now.subtype else _typed(now)  # of a tombstone nobody has typed anything
    return event | {
        "message": shown | typed,
        "previous_message": shapes.message(before, workspace) | _typed(before),
    }


def deleted(workspace: Workspace, before: Message) -> Json:
    """Return a `message` event that tells that a message was deleted."""
    event = _afterwards(workspace, before, "message_deleted")
    previous = shapes.message(before, workspace) | _typed(before)
    return event | {"deleted_ts": before.ts, "previous_message": previous}


def _afterwards(workspace: Workspace, message: Message, subtype: str) -> Json:
    """Return what tells of something that became of a message: it has a ts of its own."""
    ts = workspace.ts()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": message.channel,
        "channel_type": workspace.channels[message.channel].event_kind,
        "ts": ts,
        "event_ts": ts,
    }


def app_mention(workspace: Workspace, message: Message) -> Json:
    """Return an `app_mention` event: a message that names the app."""
    event = shapes.message(message, workspace) | _typed(message)
    return event | {
        "type": "app_mention",
        "channel": message.channel,
        "event_ts": message.ts,
    }


def reaction(kind: str, user_id: str, emoji: str, message: Message, ts: str) -> Json:
    """Return a `reaction_added` or `reaction_removed` event."""
    return {
        "type": kind,
        "user": user_id,
        "reaction": emoji,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": ts,
    }


def app_home_opened(workspace: Workspace, user_id: str, tab: Literal["home", "messages"]) -> Json:
    """Return an `app_home_opened` event; that of the Home tab has the view, once there is one."""
    event: Json = {
        "type": "app_home_opened",
        "user": user_id,
        "channel": workspace.dm(user_id).id,
        "tab": tab,
        "event_ts": workspace.ts(),
    }
    home = workspace.homes.get(user_id) if tab == "home" else None
    return event | ({"view": home.view} if home else {})


def member_joined_channel(
    workspace: Workspace, user_id: str, channel: Channel, inviter: str | None = None
) -> Json:
    """Return a `member_joined_channel` event; it names who invited her, if somebody did."""
    event = _membership("member_joined_channel", workspace, user_id, channel)
    return event | ({"inviter": inviter} if inviter else {})


def member_left_channel(workspace: Workspace, user_id: str, channel: Channel) -> Json:
    """Return a `member_left_channel` event."""
    return _membership("member_left_channel", workspace, user_id, channel)


def left(workspace: Workspace, channel: Channel, remover: str) -> Json:
    """Return the event that the app itself is in a channel no more, with who removed it."""
    return {
        "type": "group_left" if channel.is_private else "channel_left",
        "channel": channel.id,
        "actor_id": remover,
        "event_ts": workspace.ts(),
    }


def archived(workspace: Workspace, channel: Channel) -> Json:
    """Return the event that a channel was archived, or unarchived, as it now is.

    Of a private channel Slack does not say who did it.
    """
    kind = "group" if channel.is_private else "channel"
    event: Json = {
        "type": f"{kind}_archive" if channel.is_archived else f"{kind}_unarchive",
        "channel": channel.id,
        "event_ts": workspace.ts(),
    }
    return event if channel.is_private else event | {"user": channel.creator}


def tokens_revoked(workspace: Workspace) -> Json:
    """Return a `tokens_revoked` event for the bot's token."""
    return {
        "type": "tokens_revoked",
        "tokens": {"oauth": [], "bot": [workspace.app.bot_user_id]},
        "event_ts": workspace.ts(),
    }


def app_uninstalled(workspace: Workspace) -> Json:
    """Return an `app_uninstalled` event."""
    return {"type": "app_uninstalled", "event_ts": workspace.ts()}


def _membership(kind: str, workspace: Workspace, user_id: str, channel: Channel) -> Json:
    return {
        "type": kind,
        "user": user_id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": workspace.team_id,
        "event_ts": workspace.ts(),
    }


def _author(workspace: Workspace, message: Message) -> Json:
    """Return what Slack says of the author in a channel that is shared with another company."""
    if not is_external(workspace.channels[message.channel], workspace.users):
        return {}
    user = workspace.users[message.user]
    profile = {
        "name": user.name,
        "real_name": user.real_name,
        "team": user.team_id,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
    }
    return {"user_team": user.team_id, "source_team": user.team_id, "user_profile": profile}


def _typed(message: Message) -> Json:
    """Return the fields only a message typed by a person has."""
    return {
        "client_msg_id": str(uuid.uuid5(uuid.NAMESPACE_OID, message.channel + message.ts)),
        "blocks": [rich_text.of(message.text)],
    }
