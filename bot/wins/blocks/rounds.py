"""What sponsors read of wins every week or month, and leads of whom nobody has thanked."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.slack import block_kit
from bot.slack.values import Json
from bot.wins.blocks.lists import UNTHANKED_SHOWN
from bot.wins.blocks.names import named
from bot.wins.models import Win
from bot.wins.models.summaries import Part, Summary

BEGIN = "wins.begin"

_NAMED = 3
"""People of a win that a line names: who was it, roughly, is enough here."""

_EXCERPT = 80
"""Characters of a win in a line: five lines and a heading stand in one section of 3,000."""

_LINES_IN_TEXT = 5
"""Wins in a message's text, which notifications and screen readers say first."""

Drawn = tuple[str, list[Json]]


def summary(summary: Summary, since: date) -> Drawn:
    """Return the sponsors' message: how many wins, how many across teams, and which."""
    opening = _opening(summary, since)
    lines = [_line(win) for part in summary.parts for win in part.shown]
    more = summary.total - sum(part.total for part in summary.parts)
    ending = [f"…and {_wins(more)} of other initiatives."] if more else []
    text = " ".join([opening, *lines[:_LINES_IN_TEXT]])
    return text, [
        block_kit.section(f"*{opening}*"),
        *(block_kit.section("\n".join(_part(part, summary))) for part in summary.parts),
        block_kit.context(" ".join([*ending, "`/win list` shows them all."])),
    ]


def unthanked(team: str, user_ids: Sequence[str]) -> Drawn:
    """Return what a lead reads of those in the team whom nobody has thanked for long."""
    verb = "did they" if len(user_ids) > 1 else "did this person"
    shown, rest = user_ids[:UNTHANKED_SHOWN], user_ids[UNTHANKED_SHOWN:]
    # They are spoken of only once: a lead must learn that there are more than have room here.
    more = f" and {len(rest):,} more" if rest else ""
    said = (
        f"Nobody has thanked {block_kit.mentions(shown)}{more} of {block_kit.quote(team)} in "
        f"the last 60 days. What {verb} do well?"
    )
    begin = block_kit.button("Celebrate a win", action_id=BEGIN, value="win")
    return said, [block_kit.section(said), block_kit.actions(begin)]


def _opening(summary: Summary, since: date) -> str:
    opening = f"{_wins(summary.total)} since {block_kit.day(since)}"
    if not summary.crossing:
        return f"{opening}, each within one team."
    share = round(100 * summary.crossing / summary.total)
    return f"{opening}, {summary.crossing} of them across teams ({share} %)."


def _wins(number: int) -> str:
    return "1 win" if number == 1 else f"{number:,} wins"


def _part(part: Part, summary: Summary) -> Iterator[str]:
    if part.initiative:
        yield f"*{part.initiative.name}: {block_kit.quote(part.initiative.title)}*"
    elif len(summary.parts) > 1:
        yield "*Other wins*"
    yield from (f"• {_line(win)}" for win in part.shown)
    if more := part.total - len(part.shown):
        yield f"and {more:,} more"


def _line(win: Win) -> str:
    return f"{named(win.people, _NAMED)}: {block_kit.quote(win.what, _EXCERPT)} ({win.name})"
