"""What somebody's week was, and what comes of it still."""

from collections.abc import Sequence
from datetime import date

from bot.home.rules import Ahead, Away, Week
from bot.slack import block_kit
from bot.slack.values import Json

_WORDS = 60
"""Characters of an initiative's name, of which several stand in a line."""


def week(week: Week, ahead: Ahead) -> list[Json]:
    """Return what the person has done since Monday, and what comes until Sunday: four blocks."""
    said = [_since_monday(week), _due(ahead), _away(ahead)]
    return [block_kit.header("This week"), *(block_kit.section(each) for each in said if each)]


def _since_monday(week: Week) -> str:
    if not (week.raised or week.answered):
        return "Since Monday you have raised and answered nothing."
    raised = f"Since Monday raised by me: {week.raised:,}"
    so_far = f", answered so far: {week.raised_and_answered:,}" if week.raised else ""
    return f"{raised}{so_far} · answered by me: {week.answered:,}"


def _due(ahead: Ahead) -> str:
    """Return which initiatives are due; "" if none is."""
    rows = [
        f"*{each.name}* “{block_kit.quote(each.words, _WORDS)}” {_on(each.on, ahead.today)}"
        for each in ahead.due
    ]
    return f"Due: {_listed(rows, ahead.more_due)}." if rows else ""


def _away(ahead: Ahead) -> str:
    """Return who is away; "" if nobody is."""
    people = [_absence(each, ahead.today) for each in ahead.away]
    return f"Away: {_listed(people, ahead.more_away)}." if people else ""


def _absence(away: Away, today: date) -> str:
    stands_in = f" ({block_kit.mention(away.stand_in_id)} stands in)" if away.stand_in_id else ""
    return f"{block_kit.mention(away.user_id)} {_days(away, today)}{stands_in}"


def _days(away: Away, today: date) -> str:
    if away.first == away.last:
        return _on(away.first, today)
    last = block_kit.day(away.last)
    if away.first <= today:
        return "today" if away.last == today else f"until {last}"
    return f"from {block_kit.day(away.first)} until {last}"


def _on(day: date, today: date) -> str:
    return "today" if day == today else f"on {block_kit.day(day)}"


def _listed(said: Sequence[str], more: int) -> str:
    """Return several as a list in words, with how many more there are."""
    *head, last = [*said, f"{more:,} more"] if more else said
    return f"{'; '.join(head)} and {last}" if head else last
