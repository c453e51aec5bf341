"""A hint to who asks what was decided, and where hints are switched on and off."""

from bot.decisions.blocks import card, sentences
from bot.decisions.blocks.card import Drawn
from bot.decisions.models import Decision
from bot.slack import block_kit

SWITCH_ON = "decisions.switch_hints_on"
SWITCH_OFF = "decisions.switch_hints_off"
NOT_MEANT = "decisions.refuse_hint"

_TITLE = 150

WHAT = (
    "When somebody asks something in this channel that a decision answers, only they are told of "
    "it, once a week at most. I keep nothing of what is asked."
)


def hint(decision: Decision, hint_id: int) -> Drawn:
    """Return what tells somebody that what they ask was decided."""
    said = (
        f"That may be decided: {decision.name}, “{block_kit.quote(decision.title, _TITLE)}”. "
        f"{sentences.accepted(decision)}"
    )
    show = block_kit.button("Show it", action_id=card.SHOW, value=str(decision.id))
    other = block_kit.button("Not what I asked", action_id=NOT_MEANT, value=str(hint_id))
    return said, [block_kit.section(said), block_kit.actions(show, other)]


def refused() -> Drawn:
    """Return what takes the hint's place when it is not what was asked."""
    said = "Thank you: I don't bring that one up in this channel again."
    return said, [block_kit.section(said)]


def state(channel_id: str, *, is_on: bool) -> Drawn:
    """Return whether hints are given in a channel, with the button that changes it."""
    where = block_kit.channel(channel_id)
    said = f"Hints are {'on' if is_on else 'off'} in {where}. {WHAT}"
    label, action_id = ("Switch off", SWITCH_OFF) if is_on else ("Switch on", SWITCH_ON)
    button = block_kit.button(label, action_id=action_id, value=channel_id)
    how = "For that I have to be in this channel: `/invite @Lockstep`."
    return said, [
        block_kit.section(said),
        *([] if is_on else [block_kit.context(how)]),
        block_kit.actions(button),
    ]


def switched(*, by: str, is_on: bool) -> str:
    """Return what the channel is told when hints are switched on or off."""
    if not is_on:
        return f"{block_kit.mention(by)} switched the hints at decisions off in this channel."
    return f"{block_kit.mention(by)} switched hints at decisions on in this channel. {WHAT}"


def not_yours() -> str:
    """Return what is said to who may not switch them."""
    return "Only leads and sponsors can switch hints on and off. `/decision find` works for all."
