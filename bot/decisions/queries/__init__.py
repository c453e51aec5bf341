"""Questions about decisions."""

from bot.decisions.queries.decisions import (
    find_by_number,
    find_by_source,
    find_by_view,
    find_readers,
    find_restriction,
    get_decision,
    list_events,
    list_newest,
    may_read,
)

__all__ = [
    "find_by_number",
    "find_by_source",
    "find_by_view",
    "find_readers",
    "find_restriction",
    "get_decision",
    "list_events",
    "list_newest",
    "may_read",
]
