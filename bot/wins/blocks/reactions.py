"""What a lead is told of a reaction: what it has given, or what only they can add."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.wins.blocks import posts, sentences
from bot.wins.models import Reaction, Win
from bot.wins.rules.reactions import Trouble

FINISH = "wins.from_reaction"

TAKE_REACTION_BACK = "Take your reaction back within a day to undo that."

GONE = (
    "I don't remember that reaction any more. *Celebrate this* in the menu of the message does the "
    "same."
)

_IN_MY_WORDS = "Say it yourself"

_WHY = {
    Trouble.NOT_IN_CHANNEL: "I am not in that channel, so I cannot read it. Type `/invite "
    "@Lockstep` there and react again, or say yourself what they did.",
    Trouble.MISSING_SCOPE: "Slack does not let me read it. Whoever installed me can change that "
    "(`python -m bot doctor` says how); until then, say yourself what they did.",
    Trouble.GONE: "it was deleted before I could read it. If it is still true, say yourself what "
    "they did.",
    Trouble.PRIVATE: "what is said in a private channel stays there. Say in your own words what "
    "they did.",
    Trouble.NO_ANSWER: "Slack has not let me read it for a day. Please say yourself what they did.",
    Trouble.FEW_WORDS: "who was not there does not learn from it what was done. A few words more, "
    "and it is a win.",
    Trouble.NOBODY: "I found nobody in it who works here, besides yourself. Say whom you mean, and "
    "it is a win.",
}

_BUTTONS = {Trouble.FEW_WORDS: "Add a few words", Trouble.NOBODY: "Say who it was"}

Drawn = tuple[str, list[Json]]


def given(win: Win, channels: Sequence[str]) -> Drawn:
    """Return what a lead reads whose reaction has given a win; whom it leaves out is not said."""
    said = sentences.given(win, {}, channels=channels, undo=TAKE_REACTION_BACK)
    return said, [block_kit.section(said), block_kit.actions(posts.take_back(win))]


def unfinished(reaction: Reaction, trouble: Trouble) -> Drawn:
    """Return what is in the way of a win, with the button that opens the form."""
    where = block_kit.channel(reaction.channel_id)
    said = f"You celebrated a message in {where}, but {_WHY[trouble]}"
    words = _BUTTONS.get(trouble, _IN_MY_WORDS)
    button = block_kit.button(words, action_id=FINISH, value=str(reaction.id))
    return said, [block_kit.section(said), block_kit.actions(button)]


def stays_undone(win: Win) -> Drawn:
    """Return why a reaction does not bring back a win that was taken back."""
    if win.undone_by and win.undone_by in win.people:
        said = (
            f"{block_kit.mention(win.undone_by)} would rather not be celebrated in {win.name}, so "
            "it stays taken back. A few words to them alone are a thank-you too."
        )
    else:
        said = f"{sentences.too_late(win)} If it is to be told after all, type `/win`."
    return said, [block_kit.section(said)]


def message_deleted(win: Win) -> Drawn:
    """Return what a lead reads when the message that they celebrated was deleted."""
    said = f"{win.name} is taken back: whoever wrote the message has deleted it."
    return said, [block_kit.section(said)]
