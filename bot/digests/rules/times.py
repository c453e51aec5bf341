"""When digests go out, and which week or month each is of."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.worktime.rules import days
from bot.worktime.rules.business import Calendar, NoBusinessTime
from bot.worktime.rules.recurrence import Weekly, next_occurrence
from bot.worktime.rules.zones import Weekday, instant, zone_named

DAY, AT = 0, time(10)
"""Monday at ten, unless somebody chooses otherwise."""

SPONSORS_AT = time(9)
"""On the first working day of a month, by each sponsor's clock."""

SETTLED = timedelta(minutes=1)
"""How old a decision is before a digest tells it: one that is being saved just now has its time
already, and would be in no digest if it is saved a moment after this one was compiled."""

_A_MOMENT = timedelta(seconds=1)
_MORE_THAN_A_MONTH = timedelta(days=32)


@dataclass(frozen=True)
class Timing:
    """A day of the week (0 is Monday) and a local time in a zone (an IANA name)."""

    day: int = DAY
    at: time = AT
    zone: str = "UTC"

    @property
    def schedule(self) -> Weekly:
        """The days on which it is due."""
        days_ = frozenset({Weekday(self.day)})
        return Weekly(at=self.at, zone=self.zone, days=days_, anchor=date.min)


def week_of(moment: datetime, zone: str) -> str:
    """Return the period of a weekly digest: the week that a moment is in, there (`2026-W49`)."""
    year, week, _day = moment.astimezone(zone_named(zone)).isocalendar()
    return f"{year}-W{week:02}"


def next_week(timing: Timing, after: datetime, *, told: str | None = None) -> datetime:
    """Return when the next weekly digest is due after a moment.

    It is of another week than was `told`: whoever moves Monday's digest to Tuesday, on Monday
    evening, reads the next one on Tuesday in a week.
    """
    due_at = next_occurrence(timing.schedule, after)
    if week_of(due_at, timing.zone) == told:
        return next_occurrence(timing.schedule, due_at)
    return due_at


def newest_week(timing: Timing, due_at: datetime, now: datetime) -> str:
    """Return the week of the newest digest that is due by now; the oldest is since `due_at`.

    After an outage of weeks the others are not told any more.
    """
    while (following := next_occurrence(timing.schedule, due_at)) <= now:
        due_at = following
    return week_of(due_at, timing.zone)


def next_month(calendar: Calendar, after: datetime) -> datetime:
    """Return when, after a moment, a sponsor's next first working morning of a month is."""
    today = _day(calendar, after)
    morning = _first_morning(calendar, today)
    if morning > after:
        return morning
    return _first_morning(calendar, today.replace(day=1) + _MORE_THAN_A_MONTH)


def newest_month(calendar: Calendar, now: datetime) -> str:
    """Return the month of the newest monthly digest that is due by now (`2026-12`)."""
    today = _day(calendar, now)
    if _first_morning(calendar, today) > now:
        today = today.replace(day=1) - timedelta(days=1)
    return f"{today:%Y-%m}"


def _day(calendar: Calendar, moment: datetime) -> date:
    return moment.astimezone(zone_named(calendar.zone)).date()


def _first_morning(calendar: Calendar, day: date) -> datetime:
    """Return the first working morning of the month that a day is in.

    For who has no working hours at all it is that of the first day.
    """
    zone, first = zone_named(calendar.zone), day.replace(day=1)
    try:
        return days.next_working(calendar, SPONSORS_AT, instant(first, time.min, zone) - _A_MOMENT)
    except NoBusinessTime:
        return instant(first, SPONSORS_AT, zone)
