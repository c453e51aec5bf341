"""The message that asks somebody, and the one that reminds them."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import words
from bot.standups.models import Line, Turn
from bot.standups.rules import Skip, State
from bot.standups.rules.lines import How

ON_PLAN = "standups.on_plan"
ANSWER = "standups.answer"
BLOCKED = "standups.blocked"
SKIP = "standups.skip"
TICK = "standups.tick"

CONTEXT_MAX = 2000
"""Characters in one element of a context, which is less than a section takes."""

BOXES_MAX = 10
"""Boxes in one group (Slack: block-kit/block-elements, checkboxes)."""

SKIPS = {
    Skip.NOTHING_NEW: "Nothing new this time",
    Skip.AWAY: "I am away",
    Skip.NOT_MINE: "This is not for me",
}
Drawn = tuple[str, list[Json]]


def asking(turn: Turn, carried: Sequence[Line]) -> Drawn:
    """Return the message that asks somebody, with what they had planned as boxes to tick."""
    said = opening(turn)
    boxes = _boxes(turn, carried)
    return said, [
        block_kit.section(f"*{words.name(turn.round.standup)}* {_of(turn)}. {_ends(turn)}"),
        *([block_kit.section("*What you planned:* tick what is done."), boxes] if boxes else []),
        *_questions(turn),
        buttons(turn, on_plan=bool(boxes)),
    ]


def opening(turn: Turn) -> str:
    """Return what a notification says of it."""
    return f"{words.name(turn.round.standup)} {_of(turn)}: your turn. {_ends(turn)}"


def reminder(turn: Turn) -> Drawn:
    """Return what reminds somebody, once."""
    said = (
        f"{words.name(turn.round.standup)} still waits for you, until "
        f"{block_kit.moment(turn.round.closes_at)}. It takes half a minute."
    )
    return said, [block_kit.section(said), buttons(turn)]


def reminded(turn: Turn) -> Drawn:
    """Return what becomes of the reminder of somebody who has answered, or passed, or not."""
    ending = "it is over" if turn.state is State.SILENT else "thank you, that is done"
    said = f"{words.headline(turn.round)}: {ending}."
    return said, [block_kit.context(said)]


def _questions(turn: Turn) -> list[Json]:
    asked = [block_kit.quote(each.words) for each in turn.round.questions]
    return [
        block_kit.context(each) for each in words.paragraphs(asked, limit=CONTEXT_MAX, joint=" · ")
    ]


def _of(turn: Turn) -> str:
    if turn.round.tried_by is not None:
        return "(only for you, to try it)"
    return f"of {words.teams(turn.round.standup.teams)}"


def _ends(turn: Turn) -> str:
    ends = f"It closes {block_kit.moment(turn.round.closes_at)}"
    if turn.round.tried_by is not None:
        return f"{ends}, and only you read the summary."
    where = words.channels(turn.round.standup.channel_ids)
    return f"{ends}; the summary goes to {where}."


def _boxes(turn: Turn, carried: Sequence[Line]) -> Json | None:
    shown = carried[:BOXES_MAX]
    if not shown:
        return None
    ticked = {str(line.id) for line in shown if _is_ticked(line, turn)}
    options = [block_kit.option(line.words, str(line.id)) for line in shown]
    boxes = block_kit.checkboxes(options, chosen=ticked) | {"action_id": TICK}
    return {"type": "actions", "block_id": f"{TICK}:{turn.id}", "elements": [boxes]}


def _is_ticked(line: Line, turn: Turn) -> bool:
    report = line.report_in(turn.id)
    return report is not None and report.how is How.DONE


def buttons(turn: Turn, *, on_plan: bool = False) -> Json:
    """Return the buttons with which somebody answers, or says why not."""
    value = str(turn.id)
    first = [block_kit.button("All on plan", action_id=ON_PLAN, value=value, style="primary")]
    style = None if on_plan else "primary"
    skips = [block_kit.option(text, f"{why.value}:{value}") for why, text in SKIPS.items()]
    skip = block_kit.select(placeholder="Skip…", options=skips) | {"action_id": SKIP}
    return block_kit.actions(
        *(first if on_plan else []),
        block_kit.button("Answer", action_id=ANSWER, value=value, style=style),
        block_kit.button("Blocked", action_id=BLOCKED, value=value),
        skip,
    )
