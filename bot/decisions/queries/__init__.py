"""Questions about decisions."""

from bot.decisions.queries.decisions import (
    count_waiting_for,
    find_by_number,
    find_by_source,
    find_by_view,
    find_readers,
    find_restriction,
    get_decision,
    list_events,
    list_newest,
    list_waiting_for,
    may_read,
)

__all__ = [
    "count_waiting_for",
    "find_by_number",
    "find_by_source",
    "find_by_view",
    "find_readers",
    "find_restriction",
    "get_decision",
    "list_events",
    "list_newest",
    "list_waiting_for",
    "may_read",
]
