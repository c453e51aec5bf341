"""What is open for one person: the answer to `/standup`."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.standups.blocks import pausing, prompt, words
from bot.standups.blocks.prompt import Drawn
from bot.standups.models import Standup, Turn


def listed(turns: Sequence[Turn], newest: Turn | None, paused: Sequence[Standup] = ()) -> Drawn:
    """Return what waits for somebody's answer, each with its buttons.

    If nothing does, they can still change what they said last, in their `newest` turn, and be asked
    again by stand-ups that have `paused` for them.
    """
    if turns:
        said = [
            f"{words.headline(turn.round)} closes {block_kit.moment(turn.round.closes_at)}."
            for turn in turns
        ]
        blocks = [
            block
            for line, turn in zip(said, turns, strict=True)
            for block in (block_kit.section(line), prompt.buttons(turn))
        ]
        return " ".join(said), blocks
    said_nothing = "Nothing waits for your answer. `/standup list` shows when you are asked next."
    again = [block for each in paused for block in pausing.paused(each)[1]]
    if newest is None:
        return said_nothing, [block_kit.section(said_nothing), *again]
    label = "Change it" if newest.is_heard else "Answer"
    button = block_kit.button(label, action_id=prompt.ANSWER, value=str(newest.id))
    line = f"{said_nothing}\nYour last one: {words.headline(newest.round)}."
    return said_nothing, [block_kit.section(line, accessory=button), *again]
