"""What was changed of a team, as people are told it."""

from collections.abc import Sequence
from typing import Any

from bot.slack import block_kit
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

_CHANGES_MAX = 10
"""Lines about what others changed; a form that is older than that is told the newest."""


def told(changes: Sequence[TeamChange], typed: Sequence[str]) -> list[Json]:
    """Return what others changed while a form was open, and which fields keep what was typed."""
    if not changes:
        return []
    shown = changes[-_CHANGES_MAX:]
    lines = [
        "*Not saved yet: others changed this team while your form was open.*",
        *(f"• {_change(each)}" for each in shown),
    ]
    mine = ", ".join(LABELS[name] for name in typed)
    kept = f" What you typed is kept in: {mine}." if mine else ""
    lines.append(f"The form shows the team as it is now.{kept} Please look, and save again.")
    return [block_kit.section("\n".join(lines))]


def _change(change: TeamChange) -> str:
    by = block_kit.mention(change.by) if change.by else "I"
    before, after = _value(change.field, change.before), _value(change.field, change.after)
    return (
        f"{by} changed {LABELS[change.field]} from {before} to {after}, "
        f"{block_kit.moment(change.at)}"
    )


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
