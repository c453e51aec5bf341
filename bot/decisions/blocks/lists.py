"""Several decisions at once, and what is said when there is none."""

from collections.abc import Sequence

from bot.decisions.blocks import sentences
from bot.decisions.blocks.card import SHOW
from bot.decisions.models import Decision
from bot.slack import block_kit
from bot.slack.values import Json

ROWS = 10
_TITLE = 150

HOW = (
    "`/decision` records one. `/decision DEC-7` shows one, and `/decision find newsletter` finds "
    "those that say so."
)


def newest(decisions: Sequence[Decision], restricted: int) -> tuple[str, list[Json]]:
    """Return the text and the blocks of a list, and of how many more nothing may be read."""
    if not decisions and not restricted:
        said = "Your team has recorded no decision yet."
        return said, [block_kit.section(said), block_kit.context(HOW)]
    hidden = [block_kit.section(count(restricted))] if restricted else []
    rows = [row(each) for each in decisions]
    names = sentences.names(decisions) or count(restricted)
    return f"The newest decisions of your team: {names}", [
        *rows,
        *hidden,
        block_kit.context(HOW),
    ]


def row(decision: Decision) -> Json:
    """Return a line of a list, with the button that shows it whole."""
    said = (
        f"*{decision.name}* {block_kit.quote(decision.title, _TITLE)}\n"
        f"{sentences.sentence(decision)}"
    )
    button = block_kit.button("Show", action_id=SHOW, value=str(decision.id))
    return block_kit.section(said, accessory=button)


def count(restricted: int) -> str:
    """Return how many there are whose words may not be read."""
    return sentences.RESTRICTED if restricted == 1 else f"{restricted} restricted decisions"


def no_such(name: str) -> str:
    """Return what is said of a decision that there is none of."""
    return f"I find no {name}. {HOW}"


def no_team() -> str:
    """Return what is said to who is in no team that I know of."""
    return f"I can't tell which team is yours: type it in your team's channel. {HOW}"


def no_teams(typed: str) -> str:
    """Return what is said before any team is set up; nothing of what was typed is lost."""
    again = f" Then type this again: `/decision {block_kit.quote(typed, 150)}`" if typed else ""
    return f"First tell me which teams there are: type `/align setup`.{again}"


def not_in_channel() -> str:
    """Return what is said in a private channel, or a conversation, that we are not in."""
    return (
        "I'm not in this channel, so I could not keep a decision between its members. Type "
        "`/invite @Lockstep` here and try again, or record it with `/decision` in your team's "
        "channel."
    )


def removed_from_channel() -> str:
    """Return what is said at a form from a private channel that we were removed from meanwhile."""
    return (
        "I'm not in the channel any more where you began this, so I can't keep it between its "
        "members. Invite me there again, and send it then."
    )


def recorded_already(decision: Decision) -> str:
    """Return what is said of a message that was saved before."""
    return f"This message was saved before, as {decision.name}:"
