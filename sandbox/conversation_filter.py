"""Which conversations a menu offers, as the app asks."""

from collections.abc import Mapping

from sandbox.elements import KEEPS, Json
from sandbox.model import Channel, User

_KINDS = ("public", "private", "im", "mpim")


def offers(element: Json, channel: Channel, users: Mapping[str, User]) -> bool:
    """Return whether the element offers the channel to those who can read it.

    Slack: /reference/block-kit/composition-objects/conversation-filter-object.
    """
    asked = element.get("filter", {})
    is_any = KEEPS[element["type"]].source == "conversations"
    kinds = asked.get("include", _KINDS) if is_any else ("public",)
    return (
        not channel.is_archived
        and _kind(channel) in kinds
        and not (asked.get("exclude_bot_users") and channel.is_im)
        and not (asked.get("exclude_external_shared_channels") and is_external(channel, users))
    )


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private" if channel.is_private else "public"


def is_external(channel: Channel, users: Mapping[str, User]) -> bool:
    """Return whether another company has the channel too, or somebody of it is in there."""
    known = (users.get(user_id) for user_id in channel.members)
    return channel.is_shared or any(user.is_stranger for user in known if user)
