"""A file that others wrote, as a decision of a team."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.decisions.rules.moves import State
from bot.decisions.rules.records import Record, Unreadable
from bot.decisions.rules.soundness import REASON_MAX
from bot.takeout.foreign import statuses
from bot.takeout.foreign.dates import find_day
from bot.takeout.foreign.names import day_of, number_of, stem_of
from bot.takeout.foreign.pages import Page

_AHEAD = timedelta(hours=14)
"""How far ahead of UTC somebody's day may be: what they wrote today is of today."""


@dataclass(frozen=True)
class Defaults:
    """What no such file says: whose decisions they are, who drives them, and what time it is.

    `log` has the titles and the times of the decisions that there are, by their numbers.
    """

    team: str
    driver: str
    now: datetime
    log: Mapping[int, tuple[str, datetime]] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A record; the day that its status names, if it does; what of its state could not be told, and
    what else.
    """

    record: Record
    decided_at: datetime | None
    state_untold: Sequence[str]
    untold: Sequence[str]


def tell(name: str, page: Page, number: int, defaults: Defaults) -> Told:
    """Return what is told from a file with this name. Raises Unreadable."""
    if not page.title:
        raise Unreadable("it has no title. Begin a line with # and write one")
    status_day = find_day(page.status)
    day = find_day(page.day) or day_of(stem_of(name)) or status_day
    made_at = _begins(day, defaults.now) if day else _undated(page, number, defaults)
    decided_at = _begins(status_day, defaults.now) if status_day else None
    state, at = statuses.state_of(page.status), decided_at or made_at
    record = Record(
        number=number,
        title=page.title,
        what=_words(page) or page.title,
        team=defaults.team,
        driver=defaults.driver,
        proposed_at=min(made_at, at),
        state=state or State.WITHDRAWN,
        state_at=at,
        state_because=None if state is State.ACCEPTED else _because(page.status),
        accepted_at=at if state is State.ACCEPTED else None,
    )
    untold = [_state_untold(page.status)] if state is None else []
    return Told(record, decided_at, untold, list(_untold(name, page, day, number)))


def _begins(day: date, now: datetime) -> datetime:
    """Return when a day begins; `now`, if it has begun only east of here."""
    begins = datetime.combine(day, time(), UTC)
    return min(begins, now) if begins <= now + _AHEAD else begins


def _undated(page: Page, number: int, defaults: Defaults) -> datetime:
    """Return when the decision was made that was brought in from this file before; else now."""
    title, at = defaults.log.get(number, ("", defaults.now))
    return at if title == page.title else defaults.now


def _because(status: str) -> str | None:
    """Return what a status says beside a state, or that it says nothing."""
    if statuses.is_plain(status):
        return None
    return "\n".join(filter(None, map(str.strip, status.splitlines())))[:REASON_MAX] or "no status"


def _words(page: Page) -> str:
    """Return all that the file says below its title, and above it what is kept nowhere else."""
    kept = {"title"}
    if statuses.is_plain(page.status):
        kept.add("status")
    if find_day(page.day):
        kept.add("date")
    named = [f"{key}: {said}" for key, said in page.head.items() if said and key not in kept]
    return "\n\n".join(filter(None, ["\n".join(named), page.words]))


def _state_untold(status: str) -> str:
    if not status:
        return "it has no status, and is withdrawn"
    said = (_because(status) or "").partition("\n")[0]
    return f"I cannot keep its status ({said}): it is withdrawn, for that reason"


def _untold(name: str, page: Page, day: date | None, number: int) -> Iterator[str]:
    if page.day and find_day(page.day) is None:
        yield f"I do not know which day {page.day!r} is"
    if day is None:
        yield "it has no day, and is of today"
    if number_of(stem_of(name)) != number:
        yield f"it has no number that I can keep, and is DEC-{number}"
