"""What has become of an initiative, in one line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.checkins.models import CheckinAnswer
from bot.meetings.blocks import words
from bot.meetings.models.agendas import Found, Moved
from bot.roadmap.blocks.card import STAGES
from bot.roadmap.blocks.sides import DIFFERENT, STATUSES
from bot.roadmap.models import InitiativeChange
from bot.roadmap.rules import Stage, team_of
from bot.slack import block_kit
from bot.standups.blocks.words import listed

_TITLE = 80

_ALSO = {
    "title": "its name",
    "outcome": "its outcome",
    "why": "its reason",
    "channel_id": "its channel",
    "cadence": "how often its owners are asked",
}
"""What has changed, where from what to what would be too long to be read at a glance."""


def line(moved: Moved, found: Found) -> str:
    """Return which initiative it is, what has changed, and how its two sides differ."""
    initiative = moved.initiative
    changed = "; ".join(_changes(moved.changes, found))
    differ = _sides(moved.sides, found) if moved.sides else ""
    title = block_kit.quote(initiative.title, _TITLE)
    return f"*{initiative.name}* {title}: {'. '.join(filter(None, [changed, differ]))}"


def _changes(changes: Sequence[InitiativeChange], found: Found) -> Iterator[str]:
    """Yield what is another now than it was at first; what was changed back is nothing."""
    first = {change.field: change for change in reversed(changes)}
    last = {change.field: change for change in changes}
    spans = {
        field: (first[field].before, last[field].after)
        for field in first
        if first[field].before != last[field].after
    }
    yield from (_span(field, *spans[field]) for field in _SPANS if field in spans)
    for field in sorted(spans):
        team_id = team_of(field)
        if team_id is not None:
            yield _owner(found, team_id, spans[field][1])
    also = [called for field, called in _ALSO.items() if field in spans]
    if also:
        yield f"changed: {listed(also)}"
    if changes and not spans:
        yield "changed, and changed back"


def _span(field: str, before: str | None, after: str) -> str:
    label, shown = _SPANS[field]
    if before is None:
        return f"added as {shown(after)}" if field == "stage" else f"{label} {shown(after)}"
    return f"{label} {shown(before)} → {shown(after)}"


def _stage(value: str) -> str:
    return STAGES[Stage(value)]


def _day(value: str) -> str:
    return block_kit.day(date.fromisoformat(value))


_SPANS = {"stage": ("stage", _stage), "target_on": ("target date", _day)}


def _owner(found: Found, team_id: int, user_id: str | None) -> str:
    who = words.called(found.names, user_id) if user_id else "nobody"
    team = block_kit.quote(found.teams.get(team_id, "another team"))
    return f"owner in {team} is {who}"


def _sides(sides: Mapping[int, CheckinAnswer], found: Found) -> str:
    views = [
        f"{block_kit.quote(found.teams[team_id])} says {STATUSES[answer.status].lower()}, done by "
        f"{block_kit.day(answer.expected_on)}"
        for team_id, answer in sides.items()
    ]
    return f"*{DIFFERENT}* {'; '.join(views)}"
