"""Questions about wins, and about where they are told."""

from bot.wins.queries.lists import Which, list_seen, read_since
from bot.wins.queries.posts import find_posts_of, list_new_channels, list_untold, lock_due
from bot.wins.queries.settings import get_choices
from bot.wins.queries.wins import (
    find_by_source,
    find_by_view,
    get_win,
    list_thanks,
)

__all__ = [
    "Which",
    "find_by_source",
    "find_by_view",
    "find_posts_of",
    "get_choices",
    "get_win",
    "list_new_channels",
    "list_seen",
    "list_thanks",
    "list_untold",
    "lock_due",
    "read_since",
]
