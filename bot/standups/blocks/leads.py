"""What leads are told of a round, and nobody else: who did not answer, and who was not asked."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.standups.blocks import words
from bot.standups.blocks.prompt import Drawn
from bot.standups.models import Round, Turn
from bot.standups.rules import Out, Skip, State
from bot.standups.rules.counting import Count

NAMED_MAX = 30
"""People whom a lead is told by name under one heading."""

REASONS = {
    Out.DEACTIVATED: "account deactivated",
    Out.BOT: "a bot",
    Out.GUEST: "a guest",
    Out.STRANGER: "of another company, or not known to me",
    Out.LEFT: "left the channel or group",
    Out.AWAY: "away",
    Out.HOLIDAY: "public holiday",
    Out.DAY_OFF: "does not work that day",
    Out.NO_TIME: "no working hours before it closed",
    Out.PAUSED: "paused, after several without an answer",
    Out.UNDELIVERED: "Slack did not take my message",
}
KNOWN = frozenset({Out.DEACTIVATED, Out.BOT, Out.GUEST, Out.STRANGER})
"""What stays the same each time: the stand-up's card says it, and leads are not told it again."""

_SKIPS = {
    Skip.AWAY: "away",
    Skip.NOT_MINE: "says that it is not for them",
}


def told(round_: Round, turns: Sequence[Turn], count: Count) -> Drawn:
    """Return what a lead reads when a round has closed."""
    lines = [f"{words.headline(round_)}: {count.heard} of {count.asked} answered."]
    silent = [turn.user_id for turn in turns if turn.state is State.SILENT]
    if silent:
        lines.append(f"No answer from {_named(silent)}.")
    news = [turn for turn in turns if turn.out_because not in KNOWN]
    for why, user_ids in by_reason(news).items():
        lines.append(f"Not counted ({why}): {_named(user_ids)}.")
    said = " ".join(lines)
    return said, [block_kit.section(each) for each in words.paragraphs(lines)]


def by_reason(turns: Sequence[Turn]) -> dict[str, list[str]]:
    """Return who is not counted, by the reason in words."""
    found: dict[str, list[str]] = {}
    for turn in turns:
        why = REASONS.get(turn.out_because) if turn.out_because else None
        why = why or (_SKIPS.get(turn.skipped_because) if turn.skipped_because else None)
        if why:
            found.setdefault(why, []).append(turn.user_id)
    return found


def missed(round_: Round) -> Drawn:
    """Return what a lead reads of a day on which nobody was asked."""
    said = (
        f"{words.headline(round_)} was not held: I was not running until it would have closed. "
        "Type `/standup list` and press Ask now if you need it."
    )
    return said, [block_kit.section(said)]


def not_mine(turn: Turn) -> Drawn:
    """Return what a lead reads of somebody who says that a stand-up is not for them."""
    who = block_kit.mention(turn.user_id)
    said = (
        f"{who} says that {words.name(turn.round.standup)} is not for them. `/standup list` shows "
        "whom it asks, and changes it."
    )
    return said, [block_kit.section(said)]


def _named(user_ids: Sequence[str]) -> str:
    shown, rest = user_ids[:NAMED_MAX], user_ids[NAMED_MAX:]
    more = f" and {len(rest)} more" if rest else ""
    return f"{block_kit.mentions(shown)}{more}"
