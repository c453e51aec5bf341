"""Whom and what Slack's pickers offer somebody."""

from sandbox import conversation_filter
from sandbox.elements import Json
from sandbox.model import SLACKBOT, Channel, User
from sandbox.workspace import Workspace


def people(workspace: Workspace) -> list[User]:
    """Return everybody who is here: not who has left, and not Slack itself."""
    users = list(workspace.users.values())
    return [user for user in users if not (user.deleted or user.id == SLACKBOT)]


def channels(workspace: Workspace, user_id: str, element: Json) -> list[Channel]:
    """Return what somebody can read and is not archived, narrowed as the element asks."""
    readable = workspace.visible_to(user_id)
    users = workspace.users
    return [each for each in readable if conversation_filter.offers(element, each, users)]
