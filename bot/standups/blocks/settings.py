"""The form in which leads set a stand-up up, or change it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack import block_kit
from bot.slack.forms import LOOK_AND_SAVE, block_id
from bot.slack.values import Json
from bot.standups.blocks import timing
from bot.standups.blocks.timing import Field, select
from bot.standups.rules import CHANNELS_MAX, NAME_MAX, PEOPLE_MAX, Audience
from bot.standups.rules import settings as rules
from bot.standups.rules.settings import Settings
from bot.teams.models import Team

SAVE = "standups.save"

_AUDIENCES = {
    Audience.TEAMS: "Everybody of these teams",
    Audience.CHANNEL: "The members of a channel",
    Audience.GROUP: "The members of a user group",
    Audience.PEOPLE: "Some people",
}


@dataclass(frozen=True)
class Shown:
    """What a form was drawn of: which stand-up, as of which version, and how often it was drawn."""

    seen: Settings
    standup_id: int | None = None
    version: int = 0
    drawn: int = 0

    def dump(self) -> str:
        """Return it as the form's metadata."""
        said = {
            "seen": self.seen.dump(),
            "standup_id": self.standup_id,
            "version": self.version,
            "drawn": self.drawn,
        }
        # As it is: escaped, a name of sixty signs and a hundred people are more than Slack takes.
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def load(metadata: str) -> Shown:
    """Return what a form was drawn of."""
    said: dict[str, Any] = json.loads(metadata)
    return Shown(**{**said, "seen": rules.load(said["seen"])})


@dataclass(frozen=True)
class Offered:
    """What can be chosen: teams, user groups by their ids, and places by whose clocks to ask."""

    teams: Sequence[Team]
    groups: Mapping[str, str]
    zones: Sequence[str]


def form(chosen: Settings, offered: Offered, shown: Shown, *, meanwhile: bool = False) -> Json:
    """Return the form with what is chosen; it has the fields that this choice needs."""
    fields: list[Field] = [
        ("name", "What is it called?", _name(chosen), {}),
        ("teams", "Whose stand-up is it?", _teams(chosen, offered), {"hint": _TEAMS_HINT}),
        ("audience", "Who is asked?", _audience(chosen), {"tells": True}),
        *_members(chosen, offered),
        ("rhythm", "How often?", timing.rhythm(chosen), {"tells": True}),
        *timing.days(chosen),
        ("at", "At what time?", block_kit.time_input(initial=f"{chosen.at:%H:%M}"), {}),
        ("zone", "By whose clock?", timing.clock(chosen, offered.zones), {}),
        ("open_hours", "How long can they answer?", timing.open_for(chosen), {}),
        ("channels", "Where does the summary go?", _channels(chosen), {"hint": _CHANNELS_HINT}),
        ("mood", "Mood", _mood(chosen), {"hint": _MOOD_HINT, "optional": True}),
    ]
    drawn: list[Json] = [
        block_kit.field(label, element, block_id=block_id(name, shown.drawn), **more)
        for name, label, element, more in fields
    ]
    return block_kit.modal(
        "Stand-up",
        [*([block_kit.section(_MEANWHILE)] if meanwhile else []), *drawn],
        callback_id=SAVE,
        submit="Save",
        metadata=shown.dump(),
    )


_MEANWHILE = (
    "*Nothing is saved yet: somebody else changed this while you had this form open.* "
    f"{LOOK_AND_SAVE}"
)
_TEAMS_HINT = "Their leads change it, and the summary has a part for each of them."
_CHANNELS_HINT = "One message each time; everybody's words are in its thread."
_MOOD_HINT = (
    "Nobody can see who said what. The average is told if five or more have answered, once."
)


def _name(chosen: Settings) -> Json:
    return block_kit.text_input(placeholder="Weekly stand-up", initial=chosen.name, limit=NAME_MAX)


def _teams(chosen: Settings, offered: Offered) -> Json:
    options = [block_kit.option(team.name, str(team.id)) for team in offered.teams]
    ids = [str(each) for each in chosen.team_ids]
    return block_kit.multi_select(placeholder="One or more teams", options=options, chosen=ids)


def _audience(chosen: Settings) -> Json:
    return select({each.value: text for each, text in _AUDIENCES.items()}, chosen.audience.value)


def _members(chosen: Settings, offered: Offered) -> list[Field]:
    """Return the field that the audience needs, if it needs one."""
    if chosen.audience is Audience.CHANNEL:
        channel = block_kit.channel_select(placeholder="A channel", initial=chosen.source_id)
        return [("source", "Which channel?", channel, {})]
    if chosen.audience is Audience.GROUP:
        groups = dict(list(offered.groups.items())[: block_kit.OPTIONS_MAX])
        if not groups:
            return []
        return [("source", "Which user group?", select(groups, chosen.source_id), {})]
    if chosen.audience is Audience.PEOPLE:
        people = block_kit.people_select(
            placeholder="Some people", initial=chosen.people, limit=PEOPLE_MAX
        )
        return [("people", "Who?", people, {})]
    return []


def _channels(chosen: Settings) -> Json:
    return block_kit.channels_select(
        placeholder="One or more channels", initial=chosen.channel_ids, limit=CHANNELS_MAX
    )


def _mood(chosen: Settings) -> Json:
    option = block_kit.option("Ask, too, how people feel, from 1 to 5", "mood")
    return block_kit.checkboxes([option], chosen=["mood"] if chosen.has_mood else [])
