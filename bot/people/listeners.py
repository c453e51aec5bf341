"""What Slack tells of people as it happens."""

from bot.clock import Clock
from bot.db import Transaction
from bot.people import operations
from bot.people.models import NAME_MAX
from bot.people.operations import Place, Profile
from bot.people.rules import Standing
from bot.slack.values import Event, Json

SLACKBOT = "USLACKBOT"
"""A bot, of which Slack says that it is none (docs.slack.dev/reference/objects/user-object)."""


def on_user(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Write down what changed of a person, or who came."""
    with transaction() as session:
        profile = read_profile(event.body["user"])
        operations.record_people(session, event.workspace_id, [profile], now=clock())


def read_profile(user: Json) -> Profile:
    """Return what a user object of Slack's says."""
    shown = user.get("profile") or {}
    name = shown.get("display_name") or user.get("real_name") or user.get("name") or user["id"]
    return Profile(
        user_id=user["id"],
        name=name[:NAME_MAX],
        zone=user.get("tz"),
        standing=_standing(user),
        is_deactivated=bool(user.get("deleted")),
    )


def read_place(channel: Json) -> Place:
    """Return what a conversation object of Slack's says."""
    return Place(
        channel_id=channel["id"],
        name=channel["name"][:NAME_MAX],
        is_private=bool(channel.get("is_private")),
        is_archived=bool(channel.get("is_archived")),
    )


def _standing(user: Json) -> Standing:
    if user.get("is_bot") or user["id"] == SLACKBOT:
        return Standing.BOT
    if user.get("is_stranger"):
        return Standing.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.COLLEAGUE


EVENTS = {"team_join": on_user, "user_change": on_user}
