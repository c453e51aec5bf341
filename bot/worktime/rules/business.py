"""How much working time passes between two moments, and when a given amount of it has passed."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.errors import BotError
from bot.worktime.rules.zones import Weekday, clocks_change, in_utc, zone_named

LOOK_AHEAD = timedelta(days=2 * 366)
"""Nobody waits longer than this for the next working moment: something is set up wrongly."""

_Stretch = tuple[datetime, datetime]


class NoBusinessTime(BotError):
    """There is no working time in sight."""


@dataclass(frozen=True)
class Hours:
    """From `opens` until just before `closes`, by the local clock; 00:00 closes at midnight.

    A night shift is two of them: until midnight on one day, and from midnight on the next.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo is not None or self.closes.tzinfo is not None:
            raise ValueError("working hours are local: their zone is the calendar's")
        if self.opens >= self.closes != time.min:
            raise ValueError(f"hours from {self.opens} cannot end at {self.closes} of the same day")

    def on(self, day: date) -> _Stretch:
        """Return from when until when on `day`, as local clocks show it (naive)."""
        closing_day = day + timedelta(days=1) if self.closes == time.min else day
        return datetime.combine(day, self.opens), datetime.combine(closing_day, self.closes)


@dataclass(frozen=True, order=True)
class Absence:
    """Somebody is away from `start` until just before `end`: instants, kept in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", in_utc(self.start))
        object.__setattr__(self, "end", in_utc(self.end))
        if self.end <= self.start:
            raise ValueError(f"an absence from {self.start} cannot end at {self.end}")


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When a team, or a person, works: by the clocks in `zone` (an IANA name).

    `hours` are each weekday's, in order; a weekday without any is free, as are `holidays` (local
    dates). `absences` may come in any order, and overlap. Raises ValueError for hours that overlap.
    """

    zone: str
    hours: Mapping[Weekday, Sequence[Hours]]
    holidays: Container[date] = frozenset()
    absences: tuple[Absence, ...] = ()

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if not set(self.hours) <= set(Weekday):
            raise ValueError("working hours belong to days of the week")
        for spans in self.hours.values():
            for earlier, later in pairwise(spans):
                if not time.min < earlier.closes <= later.opens:
                    raise ValueError(f"working hours are out of order at {later.opens}")
        object.__setattr__(self, "absences", tuple(sorted(self.absences)))


def add(calendar: Calendar, start: datetime, duration: timedelta) -> datetime:
    """Return the first instant with `duration` of working time since `start`, in UTC.

    Working time is real time: an hour that the clocks skip is no work, one that they show twice
    counts twice. Raises ValueError for a negative duration, and NoBusinessTime when the next
    working moment is further away than LOOK_AHEAD.
    """
    if duration < timedelta():
        raise ValueError(f"working time only adds up, and {duration} is negative")
    moment, left = in_utc(start), duration
    while left:
        opens, closes = _next_open(calendar, moment)
        moment = min(closes, opens + left)
        left -= moment - opens
    return moment


def measure(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Return how much working time passes from `start` until `end`.

    Raises ValueError when the end is before the start.
    """
    begins, ends = in_utc(start), in_utc(end)
    if ends < begins:
        raise ValueError(f"{end} is before {start}")
    return sum((closes - opens for opens, closes in _open(calendar, begins, ends)), timedelta())


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Return whether `at` is working time."""
    moment = in_utc(at)
    return any(_open(calendar, moment, moment + timedelta.resolution))


def _next_open(calendar: Calendar, start: datetime) -> _Stretch:
    for stretch in _open(calendar, start, start + LOOK_AHEAD):
        return stretch
    raise NoBusinessTime(
        f"I find no working time in the two years after {start:%d %B %Y}: "
        "check the working hours, holidays and absences."
    )


def _open(calendar: Calendar, start: datetime, end: datetime) -> Iterator[_Stretch]:
    """Yield the stretches of working time between two instants in UTC, in order."""
    for begins, ends, shown in _days(start, end, zone_named(calendar.zone)):
        day = shown.date()
        if day in calendar.holidays:
            continue
        for hours in calendar.hours.get(Weekday(day.weekday()), ()):
            opens, closes = (begins + (edge - shown) for edge in hours.on(day))
            yield from _present(calendar, max(begins, opens), min(ends, closes))


def _days(
    start: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime, datetime]]:
    """Yield each local day's begin and end in UTC, and what clocks show (naive) at that begin.

    A day on which the clocks are changed comes in parts, so that within each clocks just run on.
    """
    begins = start
    while begins < end:
        local = begins.astimezone(zone)
        shown = local.replace(tzinfo=None)
        ends = begins + (datetime.combine(shown.date() + timedelta(days=1), time.min) - shown)
        if ends.astimezone(zone).utcoffset() != local.utcoffset():
            ends = clocks_change(begins, ends, zone)
        yield begins, min(ends, end), shown
        begins = ends


def _present(calendar: Calendar, opens: datetime, closes: datetime) -> Iterator[_Stretch]:
    """Yield what absences leave of a stretch, which may be none."""
    for absence in calendar.absences:
        if opens < min(absence.start, closes):
            yield opens, min(absence.start, closes)
        opens = max(opens, absence.end)
    if opens < closes:
        yield opens, closes
