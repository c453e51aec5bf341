"""What somebody reads whose form was open while others changed the same entry."""

from collections.abc import Mapping, Sequence

from bot.ownership.blocks import sentences
from bot.ownership.models import Entry
from bot.ownership.rules.entries import Changed, people_of
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

_LABELS = {
    "team_id": "Team",
    "name": "Name",
    "about": "In plain words",
    "accountable": "Accountable",
    "responsible": "Responsible",
    "consulted": "Consulted",
    "informed": "Informed",
}
_TOLD = 20
"""Changes by others that a form lists, the newest; more than that nobody reads."""

_EXCERPT = 100


def changed_meanwhile(
    changes: Sequence[Changed], teams: Sequence[Team], *, own: str = ""
) -> list[Json]:
    """Return what others changed while a form was open, and `own`, what became of one's own."""
    names = {str(team.id): team.name for team in teams}
    lines = [block_kit.section(_told(change, names)) for change in changes[-_TOLD:]]
    opening = "Nothing was saved yet: somebody changed this while you had it open."
    return [block_kit.section(opening), *lines, *([block_kit.section(own)] if own else [])]


KEPT = (
    "What you changed is still in the fields, and everything else is as it is now. Look at it and "
    "save again."
)


def removed_meanwhile(entry: Entry) -> list[Json]:
    """Return what is said above the form of an entry that somebody removed."""
    again = "Nothing was saved. Save again to put it on the list anew."
    return [block_kit.section(f"{sentences.removed(entry)} {again}")]


def _told(change: Changed, team_names: Mapping[str, str]) -> str:
    before, after = (
        _shown(change.field, value, team_names) for value in (change.before, change.after)
    )
    who, when = block_kit.mention(change.by), block_kit.moment(change.at)
    return f"• {who} changed *{_LABELS[change.field]}* from {before} to {after}, {when}."


def _shown(field: str, value: str, team_names: Mapping[str, str]) -> str:
    if field == "team_id":
        return block_kit.quote(team_names.get(value, "a team that is gone"))
    if field in {"name", "about"}:
        return f"“{block_kit.quote(value, _EXCERPT)}”" if value else "nothing"
    people = people_of(value)
    return block_kit.mentions(people) if people else "nobody"
