"""Whom and what Slack's pickers offer somebody."""

from sandbox import shapes
from sandbox.elements import KEEPS, Json
from sandbox.model import SLACKBOT, Channel, User
from sandbox.workspace import Workspace

_KINDS = ("public", "private", "im", "mpim")


def people(workspace: Workspace) -> list[User]:
    """Return everybody who is here: not who has left, and not Slack itself."""
    users = list(workspace.users.values())
    return [user for user in users if not (user.deleted or user.id == SLACKBOT)]


def channels(workspace: Workspace, user_id: str, element: Json) -> list[Channel]:
    """Return what somebody can read and is not archived, narrowed as the element asks.

    Slack: /reference/block-kit/composition-objects/conversation-filter-object.
    """
    asked = element.get("filter", {})
    is_any = KEEPS[element["type"]].source == "conversations"
    kinds = asked.get("include", _KINDS) if is_any else ("public",)
    return [
        channel
        for channel in workspace.visible_to(user_id)
        if not channel.is_archived
        and _kind(channel) in kinds
        and not (asked.get("exclude_bot_users") and channel.is_im)
        and not (
            asked.get("exclude_external_shared_channels") and shapes.is_external(channel, workspace)
        )
    ]


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private" if channel.is_private else "public"
