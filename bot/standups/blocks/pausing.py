"""Asking whoever is silent whether to go on asking them."""

from bot.slack import block_kit
from bot.standups.blocks import words
from bot.standups.blocks.prompt import Drawn
from bot.standups.models import Standup

PAUSE = "standups.pause"
GO_ON = "standups.go_on"


def whether_to_go_on(standup: Standup, silent: int) -> Drawn:
    """Return what somebody is asked who has been silent several times in a row."""
    said = (
        f"You have not answered *{words.name(standup)}* {silent} times in a row. Shall I go on "
        "asking you? If I hear nothing, I stop after the next one."
    )
    value = str(standup.id)
    return said, [
        block_kit.section(said),
        block_kit.actions(
            block_kit.button("Go on", action_id=GO_ON, value=value),
            block_kit.button("Stop asking me", action_id=PAUSE, value=value),
        ),
    ]


def goes_on(standup: Standup) -> str:
    """Return what is said to somebody who wants to be asked again."""
    return f"I ask you for *{words.name(standup)}* again, from the next time on."


def paused(standup: Standup) -> Drawn:
    """Return what tells somebody that they are not asked, and how to come back."""
    said = f"I do not ask you for *{words.name(standup)}* any more."
    button = block_kit.button("Ask me again", action_id=GO_ON, value=str(standup.id))
    return said, [block_kit.section(said), block_kit.actions(button)]
