"""What was changed of a team, as people are told it."""

from collections.abc import Collection, Sequence
from typing import Any

from bot.slack import block_kit, forms
from bot.slack.values import Json
from bot.teams.models import TeamChange

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LABELS = {
    "name": "Name",
    "channel_id": "Channel",
    "leads": "Leads",
    "liaison": "Liaison",
    "deputies": "Deputies",
    "sponsors": "Sponsors",
    "source_id": "Members are in",
    "wins_channel_id": "Channel for wins",
    "digest_channel_id": "Channel for digests",
    "standup_day": "Stand-up on",
    "standup_at": "Stand-up at",
}
"""Every field of a team that can be changed, as people know it."""


def told(changes: Sequence[TeamChange], mine: Collection[str]) -> list[Json]:
    """Return what others changed while a form was open; the person changed `mine` there too."""
    return forms.told("this team", changes, mine=mine, called=LABELS.__getitem__, shown=_value)


def _value(name: str, value: Any) -> str:
    """Return a field's value as people read it."""
    if not value and name != "standup_day":
        return "nothing"
    if isinstance(value, list):
        return block_kit.mentions(value)
    if name.endswith("_id"):
        return source(value)
    if name == "standup_day":
        return DAYS[value]
    return f"“{block_kit.quote(value)}”"


def source(source_id: str) -> str:
    """Return a channel or a user group as Slack shows it, without calling anybody in it."""
    if source_id.startswith("S"):
        return f"the user group `{block_kit.escape(source_id)}`"
    return block_kit.channel(source_id)
