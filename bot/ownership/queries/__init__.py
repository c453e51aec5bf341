"""Questions about entries, about who has to do with what, and about what nobody could answer."""

from bot.ownership.queries.entries import list_to_confirm
from bot.ownership.queries.invariants import INVARIANTS
from bot.ownership.queries.questions import list_questions_for

__all__ = ["INVARIANTS", "list_questions_for", "list_to_confirm"]
