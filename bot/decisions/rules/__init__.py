"""What a decision is, and what can happen to it."""

from bot.decisions.rules.moves import (
    ENDS,
    HOLDING,
    OPEN,
    PERMISSIONS,
    READ,
    SUCCEED,
    SWITCH_HINTS,
    VOTES,
    Move,
    Part,
    State,
    Succession,
    Vote,
    action,
    after,
    is_ever_theirs,
)

__all__ = [
    "ENDS",
    "HOLDING",
    "OPEN",
    "PERMISSIONS",
    "READ",
    "SUCCEED",
    "SWITCH_HINTS",
    "VOTES",
    "Move",
    "Part",
    "State",
    "Succession",
    "Vote",
    "action",
    "after",
    "is_ever_theirs",
]
