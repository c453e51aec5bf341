"""How a meeting, its days and its people are called."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.meetings.models import Meeting, Occurrence
from bot.meetings.rules import Kind
from bot.slack import block_kit
from bot.standups.blocks import words
from bot.worktime.rules import zones

KINDS = {Kind.ROADMAP: "Roadmap meeting", Kind.CALL: "Call"}

NAMED_MAX = 3
"""People of one line by their names."""

_NAME = 40
"""Characters of a person's name in a line."""


def name(meeting: Meeting) -> str:
    """Return what it is, and whose: `Call of Marketing and IT`."""
    return f"{KINDS[meeting.kind]} of {words.teams(meeting.teams)}"


def when(meeting: Meeting) -> str:
    """Return when it takes place: `every Thursday at 10:00 in London`."""
    return words.when(meeting.timing)


def held(occurrence: Occurrence) -> str:
    """Return which day of a meeting, and when it begins: `Tue 1 Dec 2026 at 10:00 in London`."""
    zone = occurrence.meeting.zone
    begins = occurrence.starts_at.astimezone(zones.zone_named(zone))
    return f"{block_kit.day(occurrence.held_on)} at {begins:%H:%M} in {words.city(zone)}"


def headline(occurrence: Occurrence) -> str:
    """Return which meeting it is, and its day."""
    return f"{KINDS[occurrence.meeting.kind]}, {block_kit.day(occurrence.held_on)}"


def days_ahead(next_on: date, agenda_on: date | None) -> str:
    """Return when it takes place next, and when its agenda comes, if that is not there yet."""
    if agenda_on is None:
        return f"Next on {block_kit.day(next_on)}; its agenda is there"
    return (
        f"Next on {block_kit.day(next_on)}; its agenda comes on {block_kit.day(agenda_on)} at 09:00"
    )


def called(names: Mapping[str, str], user_id: str) -> str:
    """Return somebody's name, which rings at nobody's desk; of whom nobody knows, a mention."""
    known = names.get(user_id)
    return block_kit.quote(known, _NAME) if known else block_kit.mention(user_id)


def all_called(names: Mapping[str, str], user_ids: Sequence[str]) -> str:
    """Return several people by their names, at most some, and how many more there are."""
    shown = [called(names, each) for each in user_ids[:NAMED_MAX]]
    more = len(user_ids) - len(shown)
    return words.listed([*shown, *([f"{more} more"] if more else [])])


def many(number: int, one: str, several: str = "") -> str:
    """Return how many there are: `1 point`, `2 points`."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"
