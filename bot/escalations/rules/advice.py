"""Three answers of somebody who is not sure, and how urgent that makes it, and for whom."""

from enum import StrEnum

from bot.escalations.rules.ladders import Ladder, Who
from bot.escalations.rules.moves import Urgency


class Call(StrEnum):
    """Whose call it is."""

    TEAM = "team"
    LEADS = "leads"
    SPONSORS = "sponsors"


class Needed(StrEnum):
    """By when an answer is needed."""

    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


_URGENCIES = {
    (True, Needed.TODAY): Urgency.HIGH,
    (True, Needed.THIS_WEEK): Urgency.NORMAL,
    (True, Needed.LATER): Urgency.NORMAL,
    (False, Needed.TODAY): Urgency.NORMAL,
    (False, Needed.THIS_WEEK): Urgency.NORMAL,
    (False, Needed.LATER): Urgency.LOW,
}


def urgency(*, is_blocked: bool, needed: Needed) -> Urgency:
    """Return how urgent it is if somebody is blocked now, or not, and when it is needed."""
    return _URGENCIES[is_blocked, needed]


def start(ladder: Ladder, call: Call) -> int:
    """Return the level that is asked first: the first one that has those whose call it is."""
    if call is Call.TEAM:
        return 0
    who = Who.SPONSORS if call is Call.SPONSORS else Who.OTHER_LEADS
    levels = (index for index, level in enumerate(ladder.levels) if who in level.who)
    return next(levels, ladder.last if call is Call.SPONSORS else min(1, ladder.last))
