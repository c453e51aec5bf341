"""The message with an agenda, and its points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.meetings.blocks import words
from bot.meetings.models import Occurrence, Point
from bot.meetings.rules import Missed, PointState
from bot.slack import block_kit
from bot.slack.values import Json

ADD_POINT = "meetings.add_point"
TICK = "meetings.tick"
UNTICK = "meetings.untick"

POINTS_SHOWN = 20
"""Points of one message, each with its button; when one is done the next comes up."""

POINTS_MAX = 3000
"""Characters of them: with the other parts they fit into what Slack takes of a message."""

_IN_TEXT = 3
_EXCERPT = 60

Drawn = tuple[str, list[Json]]


@dataclass(frozen=True)
class Agenda:
    """All that the message shows: `names` are those who added points, or ticked them off."""

    occurrence: Occurrence
    points: Sequence[Point]
    names: Mapping[str, str]


def message(agenda: Agenda) -> Drawn:
    """Return the text and the blocks of an agenda, or of what became of it."""
    occurrence = agenda.occurrence
    if occurrence.missed_because is not None:
        return _missed(occurrence)
    parts = [block_kit.section(part["body"]) for part in occurrence.parts]
    said = _said(agenda)
    # The one sentence of an empty agenda stands for its parts.
    is_empty = not (parts or agenda.points or occurrence.carried)
    blocks = [block_kit.section(said)] if is_empty else parts
    text = f"{words.name(occurrence.meeting)}, {words.held(occurrence)}: {said}"
    return text, [*_heading(occurrence), *blocks, *_points(agenda), *_ending(agenda)]


def _said(agenda: Agenda) -> str:
    """Return what there is to talk about, in a sentence."""
    occurrence, waiting = agenda.occurrence, _open(agenda)
    found = [part["said"] for part in occurrence.parts]
    if not (found or agenda.points or occurrence.carried):
        return f"Nothing is new between you since {block_kit.moment(occurrence.since)}."
    if not waiting:
        points = words.many(occurrence.carried or 0, "open point") if occurrence.carried else ""
        went = f"{points} went on to the next agenda" if points else "no open points"
        return f"{', '.join([*found, went])}."
    shown = [f"“{block_kit.quote(each.words, _EXCERPT)}”" for each in waiting[:_IN_TEXT]]
    more = len(waiting) - len(shown)
    points = ", ".join([*shown, *([f"{more} more"] if more else [])])
    return f"{', '.join([*found, words.many(len(waiting), 'point')])}: {points}."


def _heading(occurrence: Occurrence) -> list[Json]:
    begins = block_kit.moment(occurrence.starts_at)
    return [
        block_kit.header(words.headline(occurrence)),
        block_kit.section(f"{words.name(occurrence.meeting)}. It begins {begins}."),
    ]


def _points(agenda: Agenda) -> list[Json]:
    """Return the points that have room, the open ones first, and how many more there are."""
    if not agenda.points:
        return []
    shown, room = list[Json](), POINTS_MAX
    for point in agenda.points[:POINTS_SHOWN]:
        line = _line(point, agenda.names)
        room -= len(line)
        if shown and room < 0:
            break
        button = _button(point) if agenda.occurrence.is_newest else None
        shown.append(block_kit.section(line, accessory=button))
    more = len(agenda.points) - len(shown)
    rest = [block_kit.context(f"and {words.many(more, 'more point')}")] if more else []
    return [block_kit.section("*Points*"), *shown, *rest]


def _line(point: Point, names: Mapping[str, str]) -> str:
    who = f"from {words.called(names, point.added_by)}"
    if point.times_carried:
        who += f", carried over {_times(point.times_carried)}"
    said = f"{block_kit.quote(point.words)} ({who})"
    if point.state is PointState.OPEN:
        return f"• {said}"
    return f":white_check_mark: {said}, done: {words.called(names, point.done_by or '')}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _button(point: Point) -> Json:
    value = str(point.id)
    if point.state is PointState.OPEN:
        return block_kit.button("Done", action_id=TICK, value=value)
    return block_kit.button("Undo", action_id=UNTICK, value=value)


def _ending(agenda: Agenda) -> list[Json]:
    """Return what can be done with an agenda; of an older one, what became of its points."""
    occurrence = agenda.occurrence
    if occurrence.is_newest:
        value = str(occurrence.meeting_id)
        add = block_kit.button("Add a point", action_id=ADD_POINT, value=value)
        return [block_kit.actions(add)]
    if not occurrence.carried:
        return []
    points = words.many(occurrence.carried, "open point")
    return [block_kit.context(f"{points} went on to the next agenda.")]


def _open(agenda: Agenda) -> list[Point]:
    return [point for point in agenda.points if point.state is PointState.OPEN]


def _missed(occurrence: Occurrence) -> Drawn:
    """Return what an agenda says whose meeting does not take place then."""
    meeting = occurrence.meeting
    name = words.name(meeting)
    if occurrence.missed_because is Missed.ENDED:
        by = block_kit.mention(meeting.ended_by or "")
        said = f"{by} has ended this meeting: it does not take place any more."
    else:
        said = f"This meeting was moved: it is {words.when(meeting)} now. Its points come along."
    return f"{name}, {block_kit.day(occurrence.held_on)}: {said}", [
        block_kit.header(words.headline(occurrence)),
        block_kit.section(f"{name}. {said}"),
    ]
