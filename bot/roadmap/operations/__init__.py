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

__all__ = [
    "AlreadyAdded",
    "Moved",
    "NotResponsible",
    "Stale",
    "add",
    "authorise",
    "change",
    "link",
    "may",
    "move_stage",
    "read",
]
