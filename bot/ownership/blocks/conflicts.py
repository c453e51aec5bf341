"""What somebody reads whose form was open while others changed the same entry."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from bot.ownership.blocks import sentences
from bot.ownership.models import Entry
from bot.ownership.rules.entries import Changed
from bot.slack import block_kit
from bot.slack.forms import LOOK_AND_SAVE, told
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
_EXCERPT = 100


REMOVE_AGAIN = "Please look, and press *Remove* again if it shall go all the same."


def changed_meanwhile(
    changes: Sequence[Changed],
    teams: Sequence[Team],
    *,
    mine: Collection[str] = (),
    next_: str = LOOK_AND_SAVE,
) -> list[Json]:
    """Return what others changed while a form was open; the person changed `mine` there too."""
    names = {team.id: team.name for team in teams}
    return told(
        "this",
        changes,
        mine=mine,
        called=_LABELS.__getitem__,
        shown=partial(_shown, names),
        next_=next_,
    )


def removed_meanwhile(entry: Entry) -> list[Json]:
    """Return what is said above the form of an entry that somebody removed."""
    again = "Nothing was saved. Save again to put it on the list anew."
    return [block_kit.section(f"{sentences.removed(entry)} {again}")]


def _shown(team_names: Mapping[int, str], field: str, value: Any) -> str:
    if field == "team_id":
        return block_kit.quote(team_names.get(value, "a team that is gone"))
    if field in {"name", "about"}:
        return f"“{block_kit.quote(value, _EXCERPT)}”" if value else "nothing"
    people = [value] if isinstance(value, str) else value
    return block_kit.mentions(people) if any(people) else "nobody"
