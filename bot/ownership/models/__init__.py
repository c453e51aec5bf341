"""What each team owns and does for others, the history of it, and questions nobody could answer."""

from bot.ownership.models.entries import Entry, EntryChange, EntryPerson
from bot.ownership.models.questions import Question, QuestionAsker
from bot.ownership.models.results import Answer, Found, Page, Waiting

__all__ = [
    "Answer",
    "Entry",
    "EntryChange",
    "EntryPerson",
    "Found",
    "Page",
    "Question",
    "QuestionAsker",
    "Waiting",
]
