"""The rows of a Home: a line each, with its one button."""

from collections.abc import Sequence

from bot.escalations.blocks import card
from bot.home.rules import Deed, Item, Status
from bot.slack import block_kit
from bot.slack.values import Json

BUTTONS = {
    Deed.ACKNOWLEDGE: ("Acknowledge", card.ACKNOWLEDGE),
    Deed.ANSWER: ("Answer", card.ANSWER),
    Deed.ACCEPT: ("Accept", card.ACCEPT),
    Deed.OPEN: ("Open", card.OPEN),
}
"""What is on a row's button, and what it does."""

_ABOUT = 100
_WORDS = 120
"""Characters, so that a row stays short enough to be read at a glance."""


def rows(items: Sequence[Item]) -> list[Json]:
    """Return a block for each."""
    return [block_kit.section(line(item), accessory=_button(item)) for item in items]


def line(item: Item) -> str:
    """Return what is said of it: what it is, who needs what in their words, and how it stands."""
    about, words = block_kit.quote(item.about, _ABOUT), block_kit.quote(item.words, _WORDS)
    return f"*{item.name}* · {item.label} · {about}: “{words}” · {_status(item)}"


def _status(item: Item) -> str:
    when, who = block_kit.moment(item.at), block_kit.mention(item.by or "")
    match item.status:
        case Status.ASKED:
            return f"asked until {when}"
        case Status.OWED:
            return f"you took it, {when}"
        case Status.ANSWERED:
            return f"{who} answered, {when}"
        case Status.NOT_TAKEN:
            return f"nobody has taken it, asked until {when}"
        case Status.TAKEN:
            return f"{who} took it, {when}"


def _button(item: Item) -> Json:
    label, action_id = BUTTONS[item.deed]
    return block_kit.button(label, action_id=action_id, value=item.subject)
