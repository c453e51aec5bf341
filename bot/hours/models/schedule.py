"""When somebody works and may be written to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

from bot.hours.models.tables import Absence
from bot.hours.rules import absences as rules
from bot.hours.rules import week
from bot.hours.rules.week import Hours, Span
from bot.worktime.queries import list_holidays
from bot.worktime.rules import business, zones
from bot.worktime.rules.business import Calendar, NoBusinessTime
from bot.worktime.rules.zones import Weekday

_A_DAY = timedelta(days=1)

_Week = Mapping[Weekday, Sequence[business.Hours]]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When somebody works and may be written to, from now on; `confirmed_at` if they said so.

    `calendar` is working time, with holidays and absences; `reachable` is what of it is not quiet.
    `absences` are those that are not over, in order; `away` is the one that they are in now. Who
    `has_left` has no account any more.
    """

    zone: str
    hours: Hours
    country: str | None
    confirmed_at: datetime | None
    calendar: Calendar
    reachable: Calendar
    absences: tuple[Absence, ...] = ()
    away: Absence | None = None
    has_left: bool = False

    @property
    def quiet(self) -> tuple[time, time]:
        """From when until when, by their clocks, only what is urgent may come."""
        return self.hours.quiet_from, self.hours.quiet_until

    @property
    def stand_in_id(self) -> str | None:
        """Who is asked in their place, while they are away."""
        return self.away.stand_in_id if self.away else None

    def local(self, at: datetime) -> datetime:
        """Return what their clocks show."""
        return at.astimezone(zones.zone_named(self.zone))

    def is_quiet(self, at: datetime) -> bool:
        """Return whether it is in their quiet hours."""
        return week.is_quiet(self.hours, self.local(at).time())

    def openings(self, now: datetime) -> Iterator[tuple[datetime, date]]:
        """Yield when they may first be written to on each local day from `now` on, and that day."""
        zone, moment = zones.zone_named(self.zone), now
        while (opens := _next_open(self.reachable, moment)) is not None:
            day = self.local(opens).date()
            yield opens, day
            moment = zones.instant(day + timedelta(days=1), time.min, zone)

    def quiet_after(self, at: datetime) -> datetime:
        """Return when, after `at`, their next quiet hours or their next day begin, in UTC."""
        today, zone = self.local(at).date(), zones.zone_named(self.zone)
        begins, ends = self.quiet
        quiet = zones.instant(today, begins, zone)
        if begins != ends and quiet > at:
            return quiet
        return zones.instant(today + timedelta(days=1), time.min, zone)


def _next_open(calendar: Calendar, start: datetime) -> datetime | None:
    tick = timedelta.resolution
    try:
        return business.add(calendar, start, tick) - tick
    except NoBusinessTime:
        return None


def build(
    *,
    zone: str,
    hours: Hours,
    country: str | None,
    confirmed_at: datetime | None,
    absences: Sequence[Absence],
    has_left: bool = False,
    now: datetime,
) -> Schedule:
    """Return what follows, from `now` (UTC) on, from hours and absences by the clocks of `zone`.

    Working time has absences that are over, too, if they are given: somebody may ask how much has
    passed.
    """
    today = now.astimezone(zones.zone_named(zone)).date()
    ahead = tuple(each for each in absences if each.ends_on >= today)
    away = tuple(_span(each, zone) for each in absences)
    holidays = _holidays(country, today.year) if country else frozenset()

    def calendar(spans: Mapping[Weekday, Sequence[business.Hours]]) -> Calendar:
        return Calendar(zone=zone, hours=spans, holidays=holidays, absences=away)

    working, reachable = _weeks(hours)
    return Schedule(
        zone=zone,
        hours=hours,
        country=country,
        confirmed_at=confirmed_at,
        calendar=calendar(working),
        reachable=calendar(reachable),
        absences=ahead,
        away=next((each for each in ahead if rules.overlap(each.days, (today, today))), None),
        has_left=has_left,
    )


def _span(absence: Absence, zone: str) -> business.Absence:
    place = zones.zone_named(zone)
    begins = zones.instant(absence.starts_on, time.min, place)
    return business.Absence(begins, zones.instant(absence.ends_on + _A_DAY, time.min, place))


@lru_cache(maxsize=1024)  # most people have the same, and every gesture asks for several
def _weeks(hours: Hours) -> tuple[_Week, _Week]:
    """Return each weekday's working time, and what of it is not quiet."""
    return _by_weekday(week.working(hours)), _by_weekday(week.reachable(hours))


def _by_weekday(spans: Mapping[int, Iterable[Span]]) -> _Week:
    return {
        Weekday(day): tuple(business.Hours(*span) for span in each) for day, each in spans.items()
    }


@cache  # working them out takes a millisecond, and every message to somebody asks
def _holidays(country: str, year: int) -> frozenset[date]:
    """Return the holidays from the year before until two years on: calendars look that far."""
    return list_holidays(country, region=None, years=range(year - 1, year + 3))
