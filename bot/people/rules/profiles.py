"""What Slack says of a person or a channel, read from its JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.people.rules.standing import Standing

Said = Mapping[str, Any]
"""An object of Slack's, as JSON."""

NAME_MAX = 255

SLACKBOT = "USLACKBOT"
"""A bot, of which Slack says that it is none (docs.slack.dev/reference/objects/user-object)."""


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person; `updated` is when that last changed, in its seconds since 1970.

    What is older than what we know is old news, which came late.
    """

    user_id: str
    name: str
    zone: str | None
    standing: Standing
    is_deactivated: bool
    updated: int = 0


@dataclass(frozen=True)
class Place:
    """What Slack says of a channel."""

    channel_id: str
    name: str
    is_private: bool
    is_archived: bool


@dataclass(frozen=True)
class Group:
    """What Slack says of a user group."""

    group_id: str
    name: str
    handle: str
    is_disabled: bool


@dataclass(frozen=True)
class Home:
    """The workspace that Lockstep is installed in, and its organisation if it has one (T…, E…)."""

    team_id: str
    enterprise_id: str | None = None


def read_profile(user: Said, home: Home) -> Profile:
    """Return what a user object says, seen from `home`."""
    shown = user.get("profile") or {}
    name = shown.get("display_name") or user.get("real_name") or user.get("name") or user["id"]
    return Profile(
        user_id=user["id"],
        name=name[:NAME_MAX],
        zone=user.get("tz"),
        standing=_standing(user, home),
        is_deactivated=bool(user.get("deleted")),
        updated=int(user.get("updated") or 0),
    )


def _standing(user: Said, home: Home) -> Standing:
    if user.get("is_bot") or user["id"] == SLACKBOT:
        return Standing.BOT
    if user.get("is_stranger") or _is_of_another_company(user, home):
        return Standing.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.COLLEAGUE


def _is_of_another_company(user: Said, home: Home) -> bool:
    """Return whether a user object names another company than ours.

    `is_stranger` alone does not say so: it is false for people of other companies who share a
    channel with us (docs.slack.dev/reference/objects/user-object).
    """
    enterprise_id = (user.get("enterprise_user") or {}).get("enterprise_id")
    if home.enterprise_id and enterprise_id:
        return bool(enterprise_id != home.enterprise_id)
    return bool(user.get("team_id", home.team_id) != home.team_id)


def is_by_outsider(message: Said, home: Home) -> bool:
    """Return whether a message says itself that its author is a guest, or of another company.

    Slack says so in channels that are shared with one (docs.slack.dev/apis/slack-connect). In an
    organisation the author's workspace says nothing: it may be another one of ours.
    """
    author = message.get("user_profile") or {}
    if author.get("is_restricted") or author.get("is_ultra_restricted"):
        return True
    team_id = message.get("user_team") or home.team_id
    says_company = home.enterprise_id is None or team_id.startswith("E")
    return says_company and team_id not in {home.team_id, home.enterprise_id}


def read_place(channel: Said) -> Place:
    """Return what a conversation object says."""
    return Place(
        channel_id=channel["id"],
        name=channel["name"][:NAME_MAX],
        is_private=bool(channel.get("is_private")),
        is_archived=bool(channel.get("is_archived")),
    )


def read_group(group: Said) -> Group:
    """Return what a user group object says."""
    return Group(
        group_id=group["id"],
        name=str(group.get("name") or group["id"])[:NAME_MAX],
        handle=str(group.get("handle") or "")[:NAME_MAX],
        is_disabled=bool(group.get("date_delete")),
    )


def instant(ts: str | int) -> datetime:
    """Return a time of Slack's (an event_ts, or whole seconds since 1970) as aware UTC."""
    return datetime.fromtimestamp(float(ts), UTC)
