"""What people do to initiatives, and what other features link to them."""

from bot.roadmap.operations.adding import AlreadyAdded, add
from bot.roadmap.operations.changing import (
    Moved,
    NotResponsible,
    Stale,
    authorise,
    change,
    may,
    move_stage,
)
from bot.roadmap.operations.linking import link
from bot.roadmap.operations.reading import read
from bot.roadmap.operations.saying import be_silent, say

__all__ = [
    "AlreadyAdded",
    "Moved",
    "NotResponsible",
    "Stale",
    "add",
    "authorise",
    "be_silent",
    "change",
    "link",
    "may",
    "move_stage",
    "read",
    "say",
]
