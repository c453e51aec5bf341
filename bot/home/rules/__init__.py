"""What stands on somebody's Home, in which order, and when it is fresh."""

from bot.home.rules.freshness import OPENED_WITHIN, changed, digest
from bot.home.rules.pages import PAGE, Page, last_page, page, turned_to
from bot.home.rules.rows import Deed, Item, Rank, Section, Status, order
from bot.home.rules.viewers import Viewer
from bot.home.rules.week import Ahead, Away, Due, Week, sunday, week_began

__all__ = [
    "OPENED_WITHIN",
    "PAGE",
    "Ahead",
    "Away",
    "Deed",
    "Due",
    "Item",
    "Page",
    "Rank",
    "Section",
    "Status",
    "Viewer",
    "Week",
    "changed",
    "digest",
    "last_page",
    "order",
    "page",
    "sunday",
    "turned_to",
    "week_began",
]
