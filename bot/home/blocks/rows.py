"""The rows of a Home: a line each, with its one button."""

from collections.abc import Sequence

from bot.decisions.blocks import card as decisions
from bot.escalations.blocks import card
from bot.home.rules import Deed, Item, Status
from bot.nudges import blocks as nudges
from bot.ownership.blocks import lists as entry_lists
from bot.ownership.blocks import nudges as entries
from bot.ownership.blocks import questions
from bot.roadmap.blocks import lists as initiatives
from bot.slack import block_kit
from bot.slack.values import Json

BUTTONS = {
    Deed.ACKNOWLEDGE: ("Acknowledge", card.ACKNOWLEDGE),
    Deed.ANSWER: ("Answer", card.ANSWER),
    Deed.ACCEPT: ("Accept", card.ACCEPT),
    Deed.OPEN: ("Open", card.OPEN),
    Deed.OPEN_DECISION: ("Open", decisions.SHOW),
    Deed.REPLY: ("Answer", questions.ANSWER),
    Deed.NAME: ("Name somebody", entry_lists.CHANGE),
    Deed.CONFIRM: ("Still true", entries.CONFIRM),
    Deed.GO_ON: ("Keep them coming", nudges.KEEP),
    Deed.OPEN_INITIATIVE: ("Open", initiatives.OPEN),
}
"""What is on a row's button, and what it does."""

_OR = {Deed.GO_ON: ("Stop", nudges.STOP)}
"""The other answer, where a row asks a question."""

_ABOUT = 100
_WORDS = 120
"""Characters, so that a row stays short enough to be read at a glance."""


def rows(items: Sequence[Item]) -> list[Json]:
    """Return a block for each; two for one with two answers."""
    return [block for item in items for block in _row(item)]


def _row(item: Item) -> list[Json]:
    button = _button(*BUTTONS[item.deed], item)
    if item.deed not in _OR:
        return [block_kit.section(line(item), accessory=button)]
    other = _button(*_OR[item.deed], item)
    return [block_kit.section(line(item)), block_kit.actions(button, other)]


def line(item: Item) -> str:
    """Return what is said of it: what it is, who needs what in their words, and how it stands."""
    parts = [f"*{item.name}*", item.label, block_kit.quote(item.about, _ABOUT) or _due(item)]
    said = " · ".join(part for part in parts if part)
    if item.words:
        said = f"{said}: “{block_kit.quote(item.words, _WORDS)}”"
    status = _status(item)
    return f"{said} · {status}" if status else said


def _due(item: Item) -> str:
    if item.due_on is None:
        return ""
    late = f", overdue by {item.late} day{'' if item.late == 1 else 's'}" if item.late else ""
    return f"due {block_kit.day(item.due_on)}{late}"


def _status(item: Item) -> str:
    when, who = block_kit.moment(item.at), block_kit.mention(item.by or "")
    return _STATUSES[item.status].format(when=when, who=who)


_STATUSES = {
    Status.ASKED: "take it or answer it by {when}",
    Status.OWED: "you promised an answer by {when}",
    Status.PUT_OFF: "you put it off until {when}",
    Status.ASKED_BACK: "{who} needs to know more from you, {when}",
    Status.ANSWERED: "{who} answered, {when}",
    Status.NOT_TAKEN: "nobody has taken it; I ask again {when}",
    Status.PROMISED: "{who} has it and promised an answer by {when}",
    Status.PROPOSED: "{who} asks you to approve it, {when}",
    Status.UNKNOWN: "{who} asked, {when}",
    Status.VACANT: "nobody since {when}",
    Status.TO_CONFIRM: "you answer for it; I asked you, {when}",
    Status.SILENT: "I heard nothing from you, and until you say so I write only what is urgent",
    Status.PLANNED: "",
}


def _button(label: str, action_id: str, item: Item) -> Json:
    return block_kit.button(label, action_id=action_id, value=item.subject)
