"""How long answers take, from what became of escalations."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import TypeVar

from bot.escalations.rules.moves import Kind, State
from bot.escalations.rules.times import was_in_time

WEEKS = 12
FEW = 5
"""Of fewer there are no percentiles: they would tell of single people."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Record:
    """What became of one escalation; teams by their ids."""

    raised_at: datetime
    kind: Kind | None
    pair: tuple[int, int]
    state: State
    owned_at: datetime | None
    answered_at: datetime | None
    late_at: datetime | None
    needed_on: date | None
    highest_level: int
    reopened_times: int

    @property
    def to_owner(self) -> timedelta | None:
        """How long nobody had it."""
        return self.owned_at - self.raised_at if self.owned_at else None

    @property
    def to_answer(self) -> timedelta | None:
        """How long it took to the answer that was accepted."""
        if self.state is not State.ACCEPTED or self.answered_at is None:
            return None
        return self.answered_at - self.raised_at

    @property
    def in_time(self) -> bool:
        """Whether no level and no promise was missed, and the day it was needed was kept."""
        return was_in_time(self.answered_at, late_at=self.late_at, needed_on=self.needed_on)


@dataclass(frozen=True)
class Summary:
    """Some escalations together; spans are None where there are too few."""

    raised: int
    answered: int
    withdrawn: int
    in_time: int
    reopened: int
    highest: Mapping[int, int]
    to_owner: tuple[timedelta, timedelta] | None
    to_answer: tuple[timedelta, timedelta] | None

    @property
    def unfinished(self) -> int:
        """How many have no end yet."""
        return self.raised - self.answered - self.withdrawn


@dataclass(frozen=True)
class Week:
    """A week, by its Monday: what was raised in it, and what of that is answered."""

    monday: date
    raised: int
    answered: int


def summarise(records: Sequence[Record]) -> Summary:
    """Return what the records say together; of answers, the accepted ones count."""
    answered = [each for each in records if each.to_answer is not None]
    return Summary(
        raised=len(records),
        answered=len(answered),
        withdrawn=sum(each.state is State.WITHDRAWN for each in records),
        in_time=sum(each.in_time for each in answered),
        reopened=sum(each.reopened_times > 0 for each in records),
        highest=Counter(each.highest_level for each in records),
        to_owner=_half_and_most(each.to_owner for each in records),
        to_answer=_half_and_most(each.to_answer for each in answered),
    )


def by(records: Iterable[Record], key: Callable[[Record], Key]) -> dict[Key, Summary]:
    """Return a summary for each value of `key`, the most frequent first."""
    groups: dict[Key, list[Record]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    most_first = sorted(groups.items(), key=lambda each: -len(each[1]))
    return {value: summarise(group) for value, group in most_first}


def by_week(records: Iterable[Record], today: date) -> list[Week]:
    """Return the last weeks, this one last, in UTC; one in which nothing was raised counts too."""
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=weeks) for weeks in reversed(range(WEEKS))]
    raised: Counter[date] = Counter()
    answered: Counter[date] = Counter()
    for record in records:
        day = record.raised_at.date()
        monday = day - timedelta(days=day.weekday())
        raised[monday] += 1
        answered[monday] += record.to_answer is not None
    return [Week(monday, raised[monday], answered[monday]) for monday in mondays]


def began(today: date) -> date:
    """Return the Monday of the first week that counts."""
    return by_week([], today)[0].monday


def _half_and_most(spans: Iterable[timedelta | None]) -> tuple[timedelta, timedelta] | None:
    """Return the median and the ninetieth percentile, by nearest rank; None of too few."""
    known = sorted(span for span in spans if span is not None)
    if len(known) < FEW:
        return None
    return _rank(known, 0.5), _rank(known, 0.9)


def _rank(spans: Sequence[timedelta], share: float) -> timedelta:
    return spans[ceil(len(spans) * share) - 1]
