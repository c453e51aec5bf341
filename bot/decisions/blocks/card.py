"""How decisions look in Slack."""

from collections.abc import Sequence

from bot.decisions.models import Decision
from bot.slack import block_kit
from bot.slack.values import Json

ROWS = 10
_EXCERPT = 200

HOW = "`/decision DEC-7` shows one. *Answer* on an escalation's card can save its answer as one."


def card(decision: Decision) -> tuple[str, list[Json]]:
    """Return the text and the blocks of a decision."""
    text = (
        f"{decision.name}: {block_kit.quote(decision.title)}. Decided: "
        f"{block_kit.quote(decision.what, _EXCERPT)}"
    )
    return text, [
        block_kit.header(f"{decision.name}, decided by {decision.team.name}"),
        block_kit.words(decision.title),
        block_kit.section("*What was decided*"),
        block_kit.words(decision.what),
        block_kit.context(_origin(decision)),
    ]


def newest(decisions: Sequence[Decision]) -> tuple[str, list[Json]]:
    """Return the text and the blocks of a list."""
    if not decisions:
        said = "Your team has recorded no decision yet."
        return said, [block_kit.section(said), block_kit.context(HOW)]
    rows = [
        block_kit.section(
            f"*{each.name}* {block_kit.quote(each.title)}\n"
            f"{block_kit.quote(each.what, _EXCERPT)}\n{_origin(each)}"
        )
        for each in decisions
    ]
    names = ", ".join(each.name for each in decisions)
    return f"The newest decisions of your team: {names}", [*rows, block_kit.context(HOW)]


def no_such(name: str) -> str:
    """Return what is said of a decision that there is none of, or that is not theirs to read."""
    return f"I find no {name} of your team. {HOW}"


def no_team() -> str:
    """Return what is said to who is in no team that I know of."""
    return f"I can't tell which team is yours: type it in your team's channel. {HOW}"


def _origin(decision: Decision) -> str:
    who, when = block_kit.mention(decision.decided_by), block_kit.moment(decision.decided_at)
    parts = [f"Decided by {who}, {when}"]
    if decision.source:
        parts.append(f"From {decision.source}")
    if decision.initiative:
        parts.append(f"Part of {decision.initiative.name}")
    return " · ".join(parts)
