"""When sponsors and leads are told of wins, which those are, and who should be thanked."""

from collections.abc import Mapping, Set
from datetime import date, datetime, timedelta

from bot.wins.rules import Rhythm
from bot.wins.rules.times import COVERED_FOR

_WEEK = timedelta(days=7)


def this_begin(today: date, rhythm: Rhythm) -> date:
    """Return the first day of the week or month that a day is in."""
    if rhythm is Rhythm.WEEKLY:
        return today - timedelta(days=today.weekday())
    return today.replace(day=1)


def next_begin(today: date, rhythm: Rhythm) -> date:
    """Return the first day of the next week or month; where nobody is told, of the next month."""
    if rhythm is Rhythm.WEEKLY:
        return this_begin(today, rhythm) + _WEEK
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def crosses(team_id: int, teams_of: Mapping[str, Set[int]], people: Set[str]) -> bool:
    """Return whether a win that somebody of a team gave names somebody of another team."""
    return any(teams_of.get(each) and team_id not in teams_of[each] for each in people)


def newly_unthanked(since: Mapping[str, datetime], told_until: datetime, now: datetime) -> set[str]:
    """Return whom nobody has thanked for 60 days, as of now and not yet when leads were told last.

    `since` is when each of them was thanked last, or came. So nobody is spoken of twice.
    """
    return {
        user_id
        for user_id, at in since.items()
        if told_until - COVERED_FOR <= at < now - COVERED_FOR
    }
