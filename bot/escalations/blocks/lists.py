"""Escalations as a list."""

from collections.abc import Sequence

from bot.escalations.blocks import card, status
from bot.escalations.models import Escalation
from bot.slack import block_kit
from bot.slack.values import Json

ROWS = 20
_WORDS = 120

HOW = (
    "`/escalate list` shows yours, `/escalate list team` your team's, `/escalate list overdue` "
    "what was missed, `/escalate list INI-7` those of an initiative."
)


def listed(heading: str, escalations: Sequence[Escalation], total: int) -> tuple[str, list[Json]]:
    """Return the text and the blocks of a list of `total`, of which the first are given."""
    if not escalations:
        said = f"{heading}: none."
        return said, [block_kit.section(said), block_kit.context(HOW)]
    more = total - len(escalations)
    rows = [
        block_kit.section(
            _row(each),
            accessory=block_kit.button("Open", action_id=card.OPEN, value=str(each.id)),
        )
        for each in escalations
    ]
    rest = f"{more} more, less urgent. " if more else ""
    blocks = [block_kit.section(f"*{heading} ({total})*"), *rows, block_kit.context(f"{rest}{HOW}")]
    names = ", ".join(each.name for each in escalations)
    return f"{heading} ({total}): {names}", blocks


def _row(escalation: Escalation) -> str:
    asks = (
        f"{block_kit.quote(escalation.raising_team.name)} asks "
        f"{block_kit.quote(escalation.answering_team.name)}"
    )
    stuck = block_kit.quote(escalation.stuck, _WORDS)
    head = f"*{escalation.name}* · {escalation.urgency.value.capitalize()} · {asks}: “{stuck}”"
    return f"{head}\n{status.sentence(escalation)}"


def unknown(text: str) -> str:
    """Return what is said of a list that there is none of."""
    return f"I don't know the list “{block_kit.quote(text, _WORDS)}”. {HOW}"


def no_such(number: str) -> str:
    """Return what is said of a number that nothing has."""
    return f"There is no {number}. {HOW}"


def no_team() -> str:
    """Return what is said to who asks for their team's, and is in none."""
    return f"I can't tell which team is yours: type it in your team's channel. {HOW}"
