"""Questions about initiatives."""

from bot.roadmap.queries.finding import (
    find_by_number,
    get_by_view,
    get_initiative,
    get_sheet,
    list_changes,
    list_links,
    list_sides,
    lock_initiative,
)
from bot.roadmap.queries.lists import (
    count,
    count_owned,
    list_for,
    list_named,
    list_open,
    list_owned,
    list_owned_due,
)

__all__ = [
    "count",
    "count_owned",
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
    "list_owned_due",
    "list_sides",
    "lock_initiative",
]
