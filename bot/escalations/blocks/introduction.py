"""What is said before an escalation can be raised, and what it is."""

from collections.abc import Sequence

from bot.roadmap.blocks import sides
from bot.roadmap.models import Initiative, Side
from bot.slack import block_kit
from bot.slack.values import Json

BEGIN = "escalations.begin"

HELP = (
    "*Escalations: asking until there is an answer*\n"
    "Type `/escalate` where you are, or choose *Escalate this* in the menu of a message. The other "
    "team gets a card in its channel, and you get a copy.\n"
    "• Its leads are asked first, then the leads of both teams, then the sponsors, every working "
    "day. In time is 30 minutes for High, 4 hours for Normal, 1 day for Low, and only working time "
    "counts.\n"
    "• *Acknowledge* on the card promises an answer, in 2 hours, 1 day or 3 days. *Answer* sends "
    "it.\n"
    "• *More* on the card has the rest: another time, hand over, put off, ask for more, move up, "
    "withdraw, follow, mute, and the timeline.\n"
    "• The answer comes to you. *Accept* closes it, *Reopen* says what is missing, and asks again. "
    "Two working days without a word count as accepted."
)


def set_up_first(text: str, *, channel_id: str) -> tuple[str, list[Json]]:
    """Return what is said before the teams are set up; what was typed rides on the button."""
    draft = f"{channel_id} {text}"
    fits = len(draft) <= block_kit.BUTTON_VALUE_MAX
    sentence = "Before you can escalate, I need to know your two teams and who leads them."
    kept = "Nothing is lost. You typed:"
    if not fits:
        kept = "It is too long for me to keep, so please copy what you typed:"
    button = block_kit.button(
        "Set up", action_id=BEGIN, value=draft if fits else channel_id, style="primary"
    )
    typed = [block_kit.section(kept), block_kit.words(text)] if text else []
    blocks = [block_kit.section(sentence), *typed, block_kit.actions(button)]
    return f"{sentence} {f'{kept} {block_kit.quote(text)}' if text else ''}".strip(), blocks


def two_views(initiative: Initiative, said: Sequence[Side]) -> str:
    """Return what the form begins with when owners see an initiative differently."""
    names = {owner.team_id: owner.team.name for owner in initiative.owners}
    views = [
        f"{names[side.team_id]}: {sides.STATUSES[side.status].lower()}, expects "
        f"{block_kit.day(side.expected_on)}"
        for side in said
        if side.status and side.expected_on
    ]
    return "\n".join([f"We see {initiative.name} differently.", *views])


def too_long(text: str, limit: int) -> str:
    """Return what is said of a command whose text does not fit into the form."""
    return (
        f"That is {len(text):,} characters, and the form takes {limit:,}. Please shorten it, or "
        f"type `/escalate` alone and put the rest into the second field. You typed:\n"
        f"{block_kit.escape(text)}"
    )
