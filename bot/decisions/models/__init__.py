"""Decisions, who takes part in them, and what happened to them."""

from bot.decisions.models.decisions import Decision
from bot.decisions.models.drafts import Draft
from bot.decisions.models.events import DecisionEvent
from bot.decisions.models.hints import Hint, HintChannel
from bot.decisions.models.index import Indexed, Spelling, Word
from bot.decisions.models.people import Participant
from bot.decisions.models.weeklies import Weekly

__all__ = [
    "Decision",
    "DecisionEvent",
    "Draft",
    "Hint",
    "HintChannel",
    "Indexed",
    "Participant",
    "Spelling",
    "Weekly",
    "Word",
]
