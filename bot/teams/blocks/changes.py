"""What was changed of a team, as people are told it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
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
"""Every field of a team's form, as people know it."""

_CALLED = {**LABELS, "closed_at": "Closed"}
"""And what is changed elsewhere."""


Groups = Mapping[str, str]
"""The handles of user groups (`it-team`) by their ids (S…)."""


def told(changes: Sequence[TeamChange], mine: Collection[str], groups: Groups) -> list[Json]:
    """Return what others changed while a form was open; the person changed `mine` there too."""

    def shown(name: str, value: Any) -> str:
        return source(value, groups) if value and name == "source_id" else _value(name, value)

    return forms.told("this team", changes, mine=mine, called=_CALLED.__getitem__, shown=shown)


def _value(name: str, value: Any) -> str:
    """Return a field's value as people read it."""
    if not value and name != "standup_day":
        return "nothing"
    if isinstance(value, list):
        return block_kit.mentions(value)
    if name == "closed_at":
        return block_kit.moment(datetime.fromisoformat(value))
    if name.endswith("_id"):
        return block_kit.channel(value)
    if name == "standup_day":
        return DAYS[value]
    return f"“{block_kit.quote(value)}”"


def is_group(source_id: str | None) -> bool:
    """Return whether a team's members are those of a user group, and not of a channel."""
    return bool(source_id and source_id.startswith("S"))


def source(source_id: str, groups: Groups) -> str:
    """Return a channel, or a user group without calling those in it, as a mention of it would."""
    if is_group(source_id):
        return f"the group `@{block_kit.quote(groups.get(source_id, source_id))}`"
    return block_kit.channel(source_id)
