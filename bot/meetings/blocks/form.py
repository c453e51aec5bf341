"""The form in which leads set a meeting up, or change it, and what asks before one ends."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.hours.blocks.forms import zone_field
from bot.meetings.blocks import words
from bot.meetings.models import Meeting
from bot.meetings.rules import settings as rules
from bot.meetings.rules.settings import Settings
from bot.slack import block_kit
from bot.slack.forms import LOOK_AND_SAVE, block_id
from bot.slack.values import Json
from bot.standups.blocks.timing import Field, select
from bot.standups.blocks.words import DAYS, NTHS
from bot.teams.models import Team
from bot.worktime.rules.periods import EVERY, NTH, Rhythm

SAVE = "meetings.save"
END = "meetings.end"

_RHYTHMS = {
    **{f"{Rhythm.WEEKLY}:{n}": "Every week" if n == 1 else f"Every {n} weeks" for n in EVERY},
    f"{Rhythm.MONTHLY_BY_WEEKDAY}:1": "Every month",
}
_WEEKDAYS = {str(day): name for day, name in enumerate(DAYS)}
_NTHS = {str(n): "The last" if n == len(NTH) else f"The {NTHS[n - 1]}" for n in NTH}
_MEANWHILE = (
    "*Nothing is saved yet: somebody else changed this while you had this form open.* "
    f"{LOOK_AND_SAVE}"
)
_CHANNEL_HINT = "It is posted at 09:00 on the working day before. Invite me to a private channel."


@dataclass(frozen=True)
class Shown:
    """What a form was drawn of: which meeting, as of which version, and how often it was drawn."""

    seen: Settings
    meeting_id: int | None = None
    version: int = 0
    drawn: int = 0

    def dump(self) -> str:
        """Return it as the form's metadata."""
        said = {**vars(self), "seen": self.seen.dump()}
        return json.dumps(said, separators=(",", ":"))


def load(metadata: str) -> Shown:
    """Return what a form was drawn of."""
    said: dict[str, Any] = json.loads(metadata)
    return Shown(**{**said, "seen": rules.load(said["seen"])})


def form(chosen: Settings, teams: Sequence[Team], shown: Shown, *, meanwhile: bool = False) -> Json:
    """Return the form with what is chosen; it has the fields that this choice needs."""
    channel = block_kit.channel_select(placeholder="A channel", initial=chosen.channel_id or None)
    fields: list[Field] = [
        ("kind", "What do they meet for?", select(_kinds(), chosen.kind), {"tells": True}),
        ("team", "Which team?", _team(teams, chosen.team_id), {}),
        ("partner", "With which other team?", _team(teams, chosen.partner_id), {}),
        ("rhythm", "How often?", select(_RHYTHMS, _rhythm(chosen)), {"tells": True}),
        *_nth(chosen),
        ("weekday", "On which day?", select(_WEEKDAYS, str(chosen.weekday)), {}),
        ("at", "At what time?", block_kit.time_input(initial=f"{chosen.at:%H:%M}"), {}),
        ("channel", "Where does the agenda go?", channel, {"hint": _CHANNEL_HINT}),
    ]
    drawn = [
        block_kit.field(label, element, block_id=block_id(name, shown.drawn), **more)
        for name, label, element, more in fields
    ]
    zone = zone_field("By whose clock?", chosen.zone)
    drawn.insert(-1, zone | {"block_id": block_id("zone", shown.drawn)})
    return block_kit.modal(
        "Meeting",
        [*([block_kit.section(_MEANWHILE)] if meanwhile else []), *drawn],
        callback_id=SAVE,
        submit="Save",
        metadata=shown.dump(),
    )


def ending(meeting: Meeting) -> Json:
    """Return what asks whether a meeting is to end."""
    said = (
        f"*{words.name(meeting)}*: no agenda comes any more, and points that are not done come "
        "nowhere again. What was said stays. You can set up a new one at any time."
    )
    return block_kit.modal(
        "End this meeting?",
        [block_kit.section(said)],
        callback_id=END,
        submit="End it",
        metadata=str(meeting.id),
    )


def ended(meeting: Meeting) -> Json:
    """Return what is said when a meeting has ended."""
    return block_kit.notice(
        "Meeting", f"{words.name(meeting)} has ended: no agenda comes any more."
    )


def _kinds() -> Mapping[str, str]:
    return {kind.value: label for kind, label in words.KINDS.items()}


def _team(teams: Sequence[Team], chosen: int | None) -> Json:
    return select({str(team.id): team.name for team in teams}, str(chosen))


def _rhythm(chosen: Settings) -> str:
    every = chosen.every if chosen.rhythm is Rhythm.WEEKLY else 1
    return f"{chosen.rhythm}:{every}"


def _nth(chosen: Settings) -> list[Field]:
    if chosen.rhythm is Rhythm.WEEKLY:
        return []
    return [("nth", "Which one of the month?", select(_NTHS, str(chosen.nth)), {})]
