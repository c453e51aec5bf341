"""Questions about entries, about who has to do with what, and about what nobody could answer."""

from bot.ownership.queries.awaiting import (
    count_to_confirm,
    count_vacant,
    list_to_confirm,
    list_vacant,
)
from bot.ownership.queries.invariants import INVARIANTS
from bot.ownership.queries.questions import count_questions_for, list_questions_for

__all__ = [
    "INVARIANTS",
    "count_questions_for",
    "count_to_confirm",
    "count_vacant",
    "list_questions_for",
    "list_to_confirm",
    "list_vacant",
]
