"""Users, channels and messages as Slack writes them in JSON, for the Web API and for payloads."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.conversation_filter import is_external
from sandbox.group import Group
from sandbox.model import SLACKBOT, Channel, Json, Message, User
from sandbox.workspace import Workspace


def user(user: User, at: datetime) -> Json:
    """Return the user object of users.info."""
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "color": "9f69e7",
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": at.astimezone(ZoneInfo(user.tz)).tzname() or user.tz,
        "tz_offset": user.tz_offset(at),
        "profile": _profile(user),
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        # Slackbot is no bot to Slack (users.info of USLACKBOT).
        "is_bot": user.is_bot and user.id != SLACKBOT,
        "is_app_user": False,
        "is_stranger": user.is_stranger,
        "updated": user.updated,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def _profile(user: User) -> Json:
    first, _, last = user.real_name.partition(" ")
    return {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.display_name,
        "display_name_normalized": user.display_name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "g000000000",
        "team": user.team_id,
    }


def channel(channel: Channel, workspace: Workspace) -> Json:
    """Return the conversation object of conversations.info."""
    if channel.is_im:
        return _direct(channel, workspace)
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_member": workspace.app.bot_user_id in channel.members,
        "is_shared": False,
        "is_org_shared": False,
        "is_ext_shared": is_external(channel, workspace.users),
        "created": channel.created,
        "creator": channel.creator,
        "context_team_id": workspace.team_id,
        "shared_team_ids": [workspace.team_id],
        "topic": topic,
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def _direct(channel: Channel, workspace: Workspace) -> Json:
    return {
        "id": channel.id,
        "created": channel.created,
        "is_im": True,
        "is_org_shared": False,
        "is_archived": False,
        "context_team_id": workspace.team_id,
        "user": workspace.other_in(channel),
        "is_user_deleted": workspace.users[workspace.other_in(channel)].deleted,
        "is_open": True,
    }


def group(group: Group, workspace: Workspace) -> Json:
    """Return the user group object of usergroups.list, without its members."""
    return {
        "id": group.id,
        "team_id": workspace.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.handle,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.updated,
        "date_delete": group.disabled,
        "auto_type": None,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": "",
        "updated_by": "",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
    }


def message(message: Message, workspace: Workspace, *, with_metadata: bool = False) -> Json:
    """Return a message as Slack writes it in histories, responses and interactions."""
    shape: Json = {"type": "message", "user": message.user, "ts": message.ts}
    shape["text"] = message.text
    shape["team"] = workspace.team_id
    shape |= {"subtype": message.subtype} if message.subtype else {}
    if message.bot_id:
        shape |= {"bot_id": message.bot_id, "app_id": workspace.app.id}
    if message.blocks:
        shape["blocks"] = list(message.blocks)
    if message.attachments:
        shape["attachments"] = list(message.attachments)
    if message.files:
        shape |= {"files": list(message.files), "upload": False}
    if message.edited:
        shape["edited"] = {"user": message.user, "ts": message.edited}
    if message.reactions:
        shape["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if message.metadata and with_metadata:
        shape["metadata"] = message.metadata
    return shape | _threading(message, workspace)


def _threading(message: Message, workspace: Workspace) -> Json:
    if message.thread_ts and message.thread_ts != message.ts:
        return {"thread_ts": message.thread_ts} | _broadcast(message, workspace)
    replies = workspace.thread(message.channel, message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
    }


def _broadcast(reply: Message, workspace: Workspace) -> Json:
    """Return what marks a reply that was sent to the channel too (Slack: thread_broadcast)."""
    root = workspace.channels[reply.channel].log.get(reply.thread_ts or "")
    if not reply.is_broadcast or root is None:
        return {}
    return {"subtype": "thread_broadcast", "root": message(root, workspace)}
