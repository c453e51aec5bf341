"""Questions about people, channels, and whom teams follow."""

from bot.people.queries.directory import (
    find_channels,
    find_deactivated,
    find_outsiders,
    find_people,
    find_strangers,
    get_home,
    is_colleague,
    knows_channels,
    list_groups,
    require_admission,
)
from bot.people.queries.following import (
    find_arrivals,
    find_followings,
    find_readers,
    find_unknown,
    list_channels_of,
    list_followed_groups,
    list_left,
    list_members,
    list_sources,
    list_unfollowed,
)
from bot.people.queries.readings import (
    list_comparisons_due,
    list_readings_due,
)

__all__ = [
    "find_arrivals",
    "find_channels",
    "find_deactivated",
    "find_followings",
    "find_outsiders",
    "find_people",
    "find_readers",
    "find_strangers",
    "find_unknown",
    "get_home",
    "is_colleague",
    "knows_channels",
    "list_channels_of",
    "list_comparisons_due",
    "list_followed_groups",
    "list_groups",
    "list_left",
    "list_members",
    "list_readings_due",
    "list_sources",
    "list_unfollowed",
    "require_admission",
]
