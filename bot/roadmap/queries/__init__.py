"""Questions about initiatives."""

from bot.roadmap.queries.finding import (
    find_by_number,
    get_by_view,
    get_initiative,
    get_sheet,
    list_changes,
    list_links,
    lock_initiative,
)
from bot.roadmap.queries.lists import count, list_for, list_named, list_open, list_owned

__all__ = [
    "count",
    "find_by_number",
    "get_by_view",
    "get_initiative",
    "get_sheet",
    "list_changes",
    "list_for",
    "list_links",
    "list_named",
    "list_open",
    "list_owned",
    "lock_initiative",
]
