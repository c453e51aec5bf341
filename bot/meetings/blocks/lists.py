"""`/align meetings`: the meetings of somebody's teams, and what they can do with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.meetings.blocks import words
from bot.meetings.blocks.agenda import ADD_POINT, Drawn
from bot.meetings.blocks.form import END
from bot.meetings.models import Meeting
from bot.slack import block_kit
from bot.slack.values import Json

SET_UP = "meetings.set_up"
CHANGE = "meetings.change"

SHOWN = 15
"""Meetings of one list: with their buttons 30 of Slack's 50 blocks."""

HELP = (
    "Two teams can have a roadmap meeting, every month unless they choose otherwise, and a call, "
    "every week. At 09:00 on the working day before, I post an agenda: initiatives of both that "
    "changed or that they see differently, decisions that wait, escalations between them, wins, "
    "and your points. *Add a point* is on the agenda, and in `/align meetings` before it comes; "
    "what nobody ticks off with *Done* comes again next time. The leads and sponsors of the two "
    "set their meetings up, and end them, with `/align meetings`."
)


@dataclass(frozen=True)
class Standing:
    """How a meeting stands: its next day, when the agenda of that comes, and points not done.

    An agenda that is there already does not come on any day.
    """

    meeting: Meeting
    next_on: date
    agenda_on: date | None
    points: int
    is_responsible: bool


def listed(standings: Sequence[Standing], *, may_set_up: bool, is_all: bool) -> Drawn:
    """Return the meetings of somebody's teams; of all, if they are in none."""
    set_up = block_kit.button("Set one up", action_id=SET_UP, value="new")
    last = [block_kit.actions(set_up)] if may_set_up else []
    if not standings:
        said = _none(may_set_up=may_set_up)
        return said, [block_kit.section(said), *last]
    lines = [_line(each) for each in standings[:SHOWN]]
    if more := len(standings) - len(lines):
        last = [block_kit.context(f"and {more} more"), *last]
    opening = "I can't tell which team is yours: these are all." if is_all else ""
    blocks = [
        block
        for line, each in zip(lines, standings, strict=False)
        for block in (block_kit.section(line), _buttons(each))
    ]
    first = [block_kit.context(opening)] if opening else []
    return "\n".join(filter(None, [opening, *lines])), [*first, *blocks, *last]


def saved(standing: Standing) -> Json:
    """Return what is said when a meeting was saved."""
    return block_kit.notice("Meeting", f"*Saved.*\n{_line(standing)}")


def _none(*, may_set_up: bool) -> str:
    if may_set_up:
        return "Your teams have no meetings yet. Set one up: it takes half a minute."
    return "Your teams have no meetings yet. Their leads and sponsors can set one up."


def _line(standing: Standing) -> str:
    meeting = standing.meeting
    waiting = words.many(standing.points, "point is", "points are")
    points = f" {waiting} not done." if standing.points else ""
    return (
        f"*{words.name(meeting)}*, {words.when(meeting)}. The agenda goes to "
        f"{block_kit.channel(meeting.channel_id)}. "
        f"{words.days_ahead(standing.next_on, standing.agenda_on)}.{points}"
    )


def _buttons(standing: Standing) -> Json:
    value = str(standing.meeting.id)
    add = block_kit.button("Add a point", action_id=ADD_POINT, value=value)
    if not standing.is_responsible:
        return block_kit.actions(add)
    return block_kit.actions(
        add,
        block_kit.button("Change", action_id=CHANGE, value=value),
        block_kit.button("End it", action_id=END, value=value, style="danger"),
    )
