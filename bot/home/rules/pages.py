"""The pages of a long section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.home.rules.rows import Item, order

PAGE = 20
"""Rows of a section that are shown at once: all sections together stay below the 100 blocks of a
view (docs.slack.dev/reference/views/home-tab-views)."""


@dataclass(frozen=True)
class Page:
    """The rows of a section that are shown; `number` counts from 0, `total` is of all pages."""

    items: Sequence[Item]
    number: int
    total: int

    @property
    def first(self) -> int:
        """The number of the first row shown, counted from 1."""
        return self.number * PAGE + 1

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.number == last_page(self.total)


def last_page(total: int) -> int:
    """Return the number of the last page of `total` rows, counted from 0."""
    return max(0, total - 1) // PAGE


def turned_to(number: int, *, total: int) -> int:
    """Return the page that is shown when `number` was asked for: rows may have gone meanwhile."""
    return min(max(0, number), last_page(total))


def page(sources: Iterable[Iterable[Item]], *, number: int, total: int) -> Page:
    """Return a page of what several sources have, most urgent first.

    Each source gives its own rows in that order, and at least as many as end with the page.
    """
    items = sorted((item for source in sources for item in source), key=order)
    start = number * PAGE
    return Page(items[start : start + PAGE], number, total)
