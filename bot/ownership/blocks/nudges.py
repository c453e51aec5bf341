"""What people are told of their entries without having asked."""

from bot.ownership.blocks import sentences
from bot.ownership.blocks.lists import CHANGE
from bot.ownership.models import Entry
from bot.slack import block_kit
from bot.slack.values import Json

CONFIRM = "ownership.confirm"
GIVE_UP = "ownership.give_up"


def to_confirm(entry: Entry) -> tuple[str, list[Json]]:
    """Return what asks the accountable person whether it is still true."""
    last = (
        f" It was confirmed last {block_kit.moment(entry.confirmed_at)}."
        if entry.confirmed_at
        else ""
    )
    text = f"Do you still answer for {sentences.name(entry)}?{last}"
    return text, [block_kit.section(text), _buttons(entry, "Still true")]


def named(entry: Entry) -> tuple[str, list[Json]]:
    """Return what tells somebody that another has named them accountable."""
    by = block_kit.mention(entry.changed_by)
    text = f"{by} has written down that you answer for {sentences.name(entry)}."
    return text, [block_kit.section(text), _buttons(entry, "That is right")]


def to_name(entry: Entry) -> tuple[str, list[Json]]:
    """Return what asks a lead to name somebody."""
    text = f"{sentences.vacant(entry)} Who answers for it now?"
    name = block_kit.button("Name somebody", action_id=CHANGE, value=str(entry.id))
    return text, [block_kit.section(text), block_kit.actions(name)]


def _buttons(entry: Entry, yes: str) -> Json:
    value = str(entry.id)
    return block_kit.actions(
        block_kit.button(yes, action_id=CONFIRM, value=value, style="primary"),
        block_kit.button("Change", action_id=CHANGE, value=value),
        block_kit.button("Not mine any more", action_id=GIVE_UP, value=value),
    )
