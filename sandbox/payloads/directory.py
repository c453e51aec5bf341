"""Events about the workspace itself: its people, its channels, its user groups."""

from collections.abc import Sequence

from sandbox import shapes
from sandbox.group import Group
from sandbox.model import Channel, Json, User
from sandbox.workspace import Workspace


def team_join(workspace: Workspace, user: User) -> Json:
    """Return a `team_join` event: somebody is new."""
    return _about_user("team_join", workspace, user)


def user_change(workspace: Workspace, user: User) -> Json:
    """Return a `user_change` event: anything of somebody's profile or account is different."""
    return _about_user("user_change", workspace, user)


def channel_created(workspace: Workspace, channel: Channel) -> Json:
    """Return a `channel_created` event; Slack sends none of private channels."""
    return {
        "type": "channel_created",
        "channel": _named(channel)
        | {"creator": channel.creator, "is_shared": False, "is_org_shared": False},
        "event_ts": workspace.ts(),
    }


def renamed(workspace: Workspace, channel: Channel) -> Json:
    """Return the event that a channel has a new name."""
    return {
        "type": "group_rename" if channel.is_private else "channel_rename",
        "channel": _named(channel) | {"is_mpim": False},
        "event_ts": workspace.ts(),
    }


def deleted(workspace: Workspace, channel: Channel) -> Json:
    """Return the event that a channel is gone."""
    if not channel.is_private:
        return {"type": "channel_deleted", "channel": channel.id, "event_ts": workspace.ts()}
    return {
        "type": "group_deleted",
        "channel": channel.id,
        "date_deleted": int(workspace.clock().timestamp()),
        "actor_id": channel.creator,
        "event_ts": workspace.ts(),
    }


def channel_id_changed(workspace: Workspace, old_id: str, new_id: str) -> Json:
    """Return a `channel_id_changed` event."""
    return {
        "type": "channel_id_changed",
        "old_channel_id": old_id,
        "new_channel_id": new_id,
        "event_ts": workspace.ts(),
    }


def subteam(kind: str, workspace: Workspace, group: Group) -> Json:
    """Return a `subteam_created` or `subteam_updated` event, with 500 members at most."""
    shown = {"users": group.members[:500], "user_count": len(group.members), "channel_count": 0}
    return {
        "type": kind,
        "subteam": shapes.group(group, workspace) | shown,
        "event_ts": workspace.ts(),
    }


def subteam_members_changed(
    workspace: Workspace,
    group: Group,
    *,
    added: Sequence[str],
    removed: Sequence[str],
    before: int,
) -> Json:
    """Return a `subteam_members_changed` event; `before` is when the group changed last."""
    return {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": workspace.team_id,
        "date_previous_update": before,
        "date_update": group.updated,
        "added_users": list(added),
        "added_users_count": len(added),
        "removed_users": list(removed),
        "removed_users_count": len(removed),
        "event_ts": workspace.ts(),
    }


def _about_user(kind: str, workspace: Workspace, user: User) -> Json:
    return {
        "type": kind,
        "user": shapes.user(user, workspace.clock()),
        "cache_ts": int(workspace.clock().timestamp()),
        "event_ts": workspace.ts(),
    }


def _named(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "is_channel": not channel.is_private,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
    }
