"""When something that comes back every week or every month is due next."""

from abc import ABC, abstractmethod
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.errors import BotError
from bot.worktime.rules.zones import Weekday, exists, in_utc, instant, zone_named

_WEEK = timedelta(days=7)
_LONGEST_MONTH = 31
_MOST_WEEKDAYS_IN_A_MONTH = 5


class NoOccurrence(BotError):
    """The schedule has ended."""


@dataclass(frozen=True, kw_only=True)
class Schedule(ABC):
    """Days at a time of day, as clocks in `zone` (an IANA name) show them.

    `until` is the last local date. Raises ValueError for what no schedule can mean.
    """

    at: time
    zone: str
    until: date | None = None

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if self.at.tzinfo is not None:
            raise ValueError("the time of day is a local one: its zone is the schedule's")

    @abstractmethod
    def dates_from(self, first: date) -> Iterator[date]:
        """Yield the local dates from `first` on, in order, without regard to `until`."""


@dataclass(frozen=True, kw_only=True)
class Weekly(Schedule):
    """Some days of every `every`-th week, counted both ways from the week that `anchor` is in.

    Weeks begin on Monday (ISO 8601).
    """

    days: frozenset[Weekday]
    anchor: date
    every: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.days or not self.days <= set(Weekday):
            raise ValueError("a weekly schedule needs days of the week, and at least one")
        if self.every < 1:
            raise ValueError(f"a schedule cannot come every {self.every} weeks")

    def dates_from(self, first: date) -> Iterator[date]:
        monday = _monday(first)
        monday += (_monday(self.anchor) - monday) // _WEEK % self.every * _WEEK
        while True:
            days = [monday + timedelta(days=day) for day in sorted(self.days)]
            yield from (day for day in days if day >= first)
            monday += self.every * _WEEK


@dataclass(frozen=True, kw_only=True)
class MonthlyByDay(Schedule):
    """The `day`-th of every month; in a shorter month its last."""

    day: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.day <= _LONGEST_MONTH:
            raise ValueError(f"no month has a day {self.day}")

    def dates_from(self, first: date) -> Iterator[date]:
        for month in _months_from(first):
            day = month.replace(day=min(self.day, _length(month)))
            if day >= first:
                yield day


@dataclass(frozen=True, kw_only=True)
class MonthlyByWeekday(Schedule):
    """The `nth` of a weekday in every month, 1 to 5; the fifth is the last if there are four."""

    nth: int
    weekday: Weekday

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.nth <= _MOST_WEEKDAYS_IN_A_MONTH:
            raise ValueError(f"no month has a {self.nth}. weekday of a kind")
        if self.weekday not in set(Weekday):
            raise ValueError(f"{self.weekday} is no day of the week")

    def dates_from(self, first: date) -> Iterator[date]:
        for month in _months_from(first):
            day = (self.weekday - month.weekday()) % 7 + 1 + 7 * (self.nth - 1)
            held = month.replace(day=day if day <= _length(month) else day - 7)
            if held >= first:
                yield held


def next_occurrence(schedule: Schedule, after: datetime) -> datetime:
    """Return the schedule's first instant later than `after`, in UTC.

    Every one of its local dates has exactly one: a local time that daylight saving skips becomes
    the first valid instant after it, even if that is past midnight, and one that it repeats means
    the first. A date that the place never had, because it moved over the date line, has none.
    Raises NoOccurrence when the schedule has ended.
    """
    zone = zone_named(schedule.zone)
    for day in schedule.dates_from(in_utc(after).astimezone(zone).date()):
        if schedule.until is not None and day > schedule.until:
            break
        moment = instant(day, schedule.at, zone)
        if moment > after and exists(day, zone):
            return moment
    raise NoOccurrence(f"This schedule ended on {schedule.until}: give it a later end.")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _months_from(day: date) -> Iterator[date]:
    """Yield the first day of each month from the one that `day` is in."""
    month = day.replace(day=1)
    while True:
        yield month
        month += timedelta(days=_length(month))


def _length(month: date) -> int:
    return monthrange(month.year, month.month)[1]
