"""What stands on somebody's Home, and in which order."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

PAGE = 20
"""Rows of a section that are shown at once: all sections together stay below the 100 blocks of a
view (docs.slack.dev/reference/views/home-tab-views)."""

OPENED_WITHIN = timedelta(days=7)
"""How long after its person last looked a Home is kept fresh; later it is drawn when opened."""


class Section(StrEnum):
    """A heading with rows below it that can be paged."""

    WAITING = "waiting"
    RAISED = "raised"


class Deed(StrEnum):
    """What a row's one button does."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ACCEPT = "accept"
    OPEN = "open"


class Status(StrEnum):
    """How a row ends: what has happened to it last, or will."""

    ASKED = "asked"
    """The person, and until `at`."""
    OWED = "owed"
    """An answer by the person, who took it `at`."""
    ANSWERED = "answered"
    NOT_TAKEN = "not_taken"
    """And asked until `at`."""
    TAKEN = "taken"


@dataclass(frozen=True)
class Item:
    """One row, of whichever slice: `name` is what people call it, `words` are a person's own.

    `urgency` is 0 for what cannot wait, and grows; `label` says it in a word. `subject` is the
    button's value.
    """

    name: str
    urgency: int
    label: str
    about: str
    words: str
    due_at: datetime
    status: Status
    at: datetime
    by: str | None
    deed: Deed
    subject: str


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


@dataclass(frozen=True)
class Viewer:
    """Whose Home it is, and for which teams they are asked; teams are meant by their ids."""

    workspace_id: int
    user_id: str
    team_names: Mapping[int, str] = field(default_factory=dict)
    led: Sequence[int] = ()
    sponsored: Sequence[int] = ()


@dataclass(frozen=True)
class Week:
    """What happened since Monday: raised by the person, how many of those were answered, and
    answered by the person."""

    raised: int
    raised_and_answered: int
    answered: int


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


def order(item: Item) -> tuple[int, datetime]:
    """Return by what rows are sorted: what cannot wait first, and of that what is due soonest."""
    return item.urgency, item.due_at


def week_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the last Monday began on the clocks of `zone`, which is `now` at the latest."""
    here = now.astimezone(zone)
    monday = here.date() - timedelta(days=here.weekday())
    # In winter or summer time, as it was on Monday; a midnight that the clocks skipped is an hour
    # off, and nobody minds.
    return min(now, datetime.combine(monday, time.min, zone).astimezone(now.tzinfo))


def digest(blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return 64 characters that stand for what a Home shows: the same for the same blocks."""
    return hashlib.sha256(json.dumps(blocks, sort_keys=True).encode()).hexdigest()
