"""What people read who did not ask: what waited, in one message, and the question about silence."""

from collections.abc import Sequence

from bot.nudges.models import QueuedNudge
from bot.slack import block_kit
from bot.slack.values import Json

KEEP = "nudges.keep"
STOP = "nudges.stop"
START_AGAIN = "nudges.start_again"

BLOCKS_MAX = 50
"""Blocks in a message (docs.slack.dev/reference/block-kit/blocks)."""

TEXT_MAX = 4000
"""Characters in a message's text that Slack recommends (docs.slack.dev, chat.postMessage)."""

_FRAME = 2
"""Blocks of our own around what waited: the headline, and what did not fit."""

_MORE_MAX = 50
"""Characters of the line that says how many did not fit."""

Drawn = tuple[str, list[Json]]


def fitting(nudges: Sequence[QueuedNudge]) -> Sequence[QueuedNudge]:
    """Return as many, from the first on, as one message takes; at least one."""
    room, words = BLOCKS_MAX - _FRAME, TEXT_MAX - len(_headline(len(nudges))) - _MORE_MAX
    for place, each in enumerate(nudges):
        room -= len(_drawn(each))
        words -= len(each.text) + 1
        if place and (room < 0 or words < 0):
            return nudges[:place]
    return nudges


def message(nudges: Sequence[QueuedNudge], *, more: int) -> Drawn:
    """Return one message of all these, one below the other; one alone reads as it is.

    `more` is how many wait that did not fit.
    """
    if len(nudges) == 1 and not more:
        return nudges[0].text, nudges[0].blocks or [block_kit.section(nudges[0].text)]
    headline = _headline(len(nudges) + more)
    last = [f"And {more} more: open my Home tab."] if more else []
    text = "\n".join([headline, *(each.text for each in nudges), *last])
    return text, [
        block_kit.header(headline),
        *(block for each in nudges for block in _drawn(each)),
        *map(block_kit.context, last),
    ]


def question(messages: int) -> Drawn:
    """Return the question to somebody who was sent so many `messages` in vain."""
    said = f"I have written {_times(messages)} and heard nothing. Shall I go on?"
    return said, [
        block_kit.section(said),
        block_kit.context("Until you say so, I write only when something is urgent."),
        block_kit.actions(
            block_kit.button("Keep them coming", action_id=KEEP, value="keep", style="primary"),
            block_kit.button("Stop", action_id=STOP, value="stop"),
        ),
    ]


def going_on() -> Drawn:
    """Return what the question becomes when the person wants to hear more."""
    said = "Thank you. I go on, at most once on a working day and three times in a week."
    return said, [
        block_kit.section(said),
        block_kit.actions(block_kit.button("Stop", action_id=STOP, value="stop")),
    ]


def stopped() -> Drawn:
    """Return what the question becomes when the person wants to hear no more."""
    said = "I have stopped. Only what is urgent still comes; the rest waits on your Home tab."
    return said, [
        block_kit.section(said),
        block_kit.actions(
            block_kit.button("Start again", action_id=START_AGAIN, value="start_again")
        ),
    ]


def _headline(number: int) -> str:
    return f"{number} things wait for you"


def _drawn(nudge: QueuedNudge) -> list[Json]:
    """Return a nudge among others; one that fills a message by itself is put into a paragraph."""
    if not nudge.blocks or len(nudge.blocks) > BLOCKS_MAX - _FRAME:
        return [block_kit.section(nudge.text)]
    return nudge.blocks


def _times(number: int) -> str:
    return {1: "once", 2: "twice", 3: "three times"}.get(number, f"{number} times")
