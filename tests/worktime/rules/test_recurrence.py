"""When something that comes back is due next: weekly, every few weeks, monthly, in any zone."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.worktime.rules.recurrence import (
    MonthlyByDay,
    MonthlyByWeekday,
    NoOccurrence,
    Schedule,
    Weekly,
    next_occurrence,
)
from bot.worktime.rules.zones import Weekday

NINE = time(9)
MONDAY = date(2026, 11, 23)
WORKDAYS = frozenset(Weekday) - {Weekday.SATURDAY, Weekday.SUNDAY}

ZONES = st.sampled_from(sorted(available_timezones()))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WEEKLY = st.builds(
    Weekly,
    at=TIMES,
    zone=ZONES,
    days=st.frozensets(st.sampled_from(Weekday), min_size=1),
    anchor=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    every=st.integers(1, 6),
)
MONTHLY_BY_DAY = st.builds(MonthlyByDay, at=TIMES, zone=ZONES, day=st.integers(1, 31))
MONTHLY_BY_WEEKDAY = st.builds(
    MonthlyByWeekday,
    at=TIMES,
    zone=ZONES,
    nth=st.integers(1, 5),
    weekday=st.sampled_from(Weekday),
)
SCHEDULES = st.one_of(WEEKLY, MONTHLY_BY_DAY, MONTHLY_BY_WEEKDAY)
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)


def weekly(*days: Weekday, every: int = 1, anchor: date = MONDAY, zone: str = "UTC") -> Weekly:
    return Weekly(days=frozenset(days), at=NINE, zone=zone, every=every, anchor=anchor)


def dates(schedule: Schedule, *, after: date, count: int) -> list[str]:
    """Return the first `count` dates later than `after` of a schedule in UTC."""
    moment, found = datetime.combine(after, schedule.at, UTC), []
    for _ in range(count):
        moment = next_occurrence(schedule, moment)
        found.append(moment.date().isoformat())
    return found


class TestNextOccurrence:
    @pytest.mark.parametrize(
        ("after", "expected"),
        [
            ("2026-11-23T08:59:59.999999+00:00", "2026-11-23T09:00+00:00"),
            ("2026-11-23T09:00+00:00", "2026-11-24T09:00+00:00"),
            ("2026-11-27T17:00+00:00", "2026-11-30T09:00+00:00"),
            ("2026-11-23T18:00+09:00", "2026-11-24T09:00+00:00"),
        ],
    )
    def test_is_later_than_the_given_instant(self, after: str, expected: str) -> None:
        found = next_occurrence(weekly(*WORKDAYS), datetime.fromisoformat(after))
        assert (found, found.tzinfo) == (datetime.fromisoformat(expected), UTC)

    @pytest.mark.parametrize(
        ("schedule", "expected"),
        [
            pytest.param(
                weekly(Weekday.MONDAY, Weekday.THURSDAY),
                ["2026-11-26", "2026-11-30", "2026-12-03"],
                id="on chosen days",
            ),
            pytest.param(
                weekly(Weekday.MONDAY, Weekday.SUNDAY, every=2),
                ["2026-11-29", "2026-12-07", "2026-12-13"],
                id="every second week, which begins on Monday",
            ),
            pytest.param(
                weekly(Weekday.MONDAY, every=3, anchor=date(2026, 12, 2)),
                ["2026-11-30", "2026-12-21", "2027-01-11"],
                id="every third week, counted from an anchor in the middle of one",
            ),
            pytest.param(
                weekly(Weekday.FRIDAY, every=2, anchor=date(2030, 1, 1)),
                ["2026-11-27", "2026-12-11", "2026-12-25"],
                id="counted back from an anchor to come",
            ),
            pytest.param(
                weekly(Weekday.FRIDAY, every=2, anchor=date(2020, 12, 28)),
                ["2026-11-27", "2026-12-11", "2026-12-25"],
                id="across a year of 53 weeks",
            ),
            pytest.param(
                MonthlyByDay(at=NINE, zone="UTC", day=23),
                ["2026-12-23", "2027-01-23", "2027-02-23"],
                id="monthly",
            ),
            pytest.param(
                MonthlyByDay(at=NINE, zone="UTC", day=31),
                ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"],
                id="the 31st is a short month's last",
            ),
            pytest.param(
                MonthlyByWeekday(at=NINE, zone="UTC", nth=1, weekday=Weekday.SUNDAY),
                ["2026-12-06", "2027-01-03", "2027-02-07"],
                id="first Sunday",
            ),
            pytest.param(
                MonthlyByWeekday(at=NINE, zone="UTC", nth=4, weekday=Weekday.FRIDAY),
                ["2026-11-27", "2026-12-25", "2027-01-22"],
                id="fourth Friday",
            ),
            pytest.param(
                MonthlyByWeekday(at=NINE, zone="UTC", nth=5, weekday=Weekday.THURSDAY),
                ["2026-11-26", "2026-12-31", "2027-01-28"],
                id="fifth Thursday, or the last",
            ),
        ],
    )
    def test_follows_the_schedule(self, schedule: Schedule, expected: list[str]) -> None:
        assert dates(schedule, after=MONDAY, count=len(expected)) == expected

    def test_clamps_to_leap_days(self) -> None:
        schedule = MonthlyByDay(at=NINE, zone="UTC", day=30)
        assert dates(schedule, after=date(2028, 2, 1), count=1) == ["2028-02-29"]

    @pytest.mark.parametrize(
        ("zone", "at", "first", "expected"),
        [
            pytest.param(
                "Europe/Berlin",
                "02:30",
                "2026-03-28",
                ["2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"],
                id="skipped: the end of the gap",
            ),
            pytest.param(
                "Europe/Berlin",
                "02:30",
                "2026-10-24",
                ["2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"],
                id="repeated: the first, once",
            ),
            pytest.param(
                "Africa/Cairo",
                "00:00",
                "2026-04-23",
                ["2026-04-23T00:00+02:00", "2026-04-24T01:00+03:00", "2026-04-25T00:00+03:00"],
                id="midnight is skipped: the same date",
            ),
            pytest.param(
                "Asia/Beirut",
                "23:30",
                "2026-10-24",
                ["2026-10-24T23:30+03:00", "2026-10-25T23:30+02:00", "2026-10-26T23:30+02:00"],
                id="the last hour is repeated",
            ),
            pytest.param(
                "America/Nuuk",
                "23:30",
                "2026-03-27",
                ["2026-03-27T23:30-02:00", "2026-03-29T00:00-01:00", "2026-03-29T23:30-01:00"],
                id="the last hour is skipped: Saturday's is at midnight, Sunday keeps its own",
            ),
            pytest.param(
                "America/Nuuk",
                "00:00",
                "2026-03-28",
                ["2026-03-28T00:00-02:00", "2026-03-29T00:00-01:00", "2026-03-30T00:00-01:00"],
                id="midnight at the end of a gap",
            ),
            pytest.param(
                "America/Toronto",
                "00:00",
                "2005-10-29",
                ["2005-10-29T00:00-04:00", "2005-10-30T00:00-04:00", "2005-10-31T00:00-05:00"],
                id="midnight is repeated",
            ),
            pytest.param(
                "Pacific/Apia",
                "09:00",
                "2011-12-29",
                ["2011-12-29T09:00-10:00", "2011-12-31T09:00+14:00", "2012-01-01T09:00+14:00"],
                id="a date that never was",
            ),
            pytest.param(
                "Pacific/Apia",
                "00:00",
                "2011-12-29",
                ["2011-12-29T00:00-10:00", "2011-12-31T00:00+14:00", "2012-01-01T00:00+14:00"],
                id="a date that never was, at midnight",
            ),
            pytest.param(
                "Pacific/Kwajalein",
                "23:59",
                "1993-08-20",
                ["1993-08-20T23:59-12:00", "1993-08-22T23:59+12:00"],
                id="another date that never was",
            ),
            pytest.param(
                "Pacific/Kwajalein",
                "12:00",
                "1969-09-29",
                ["1969-09-29T12:00+11:00", "1969-09-30T12:00+11:00", "1969-10-01T12:00-12:00"],
                id="a date that was twice",
            ),
        ],
    )
    def test_comes_once_a_local_date(
        self, zone: str, at: str, first: str, expected: list[str]
    ) -> None:
        schedule = replace(weekly(*Weekday, zone=zone), at=time.fromisoformat(at))
        after = datetime.fromisoformat(f"{first}T{at}").replace(tzinfo=ZoneInfo(zone))
        moment, found = after - timedelta(microseconds=1), []
        for _ in expected:
            moment = next_occurrence(schedule, moment)
            found.append(moment)
        assert found == [datetime.fromisoformat(text) for text in expected]

    def test_happens_on_its_last_date(self) -> None:
        schedule = replace(weekly(Weekday.MONDAY), until=MONDAY)
        last = next_occurrence(schedule, datetime(2026, 11, 20, tzinfo=UTC))
        assert last == datetime(2026, 11, 23, 9, tzinfo=UTC)

    def test_refuses_a_schedule_that_has_ended(self) -> None:
        schedule = replace(weekly(Weekday.MONDAY), until=MONDAY)
        with pytest.raises(NoOccurrence, match="ended on 2026-11-23"):
            next_occurrence(schedule, datetime(2026, 11, 23, 9, tzinfo=UTC))

    def test_refuses_an_instant_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="no zone"):
            next_occurrence(weekly(Weekday.MONDAY), datetime(2026, 11, 23, 9))  # noqa: DTZ001 (that is the point)

    @given(SCHEDULES, INSTANTS)
    def test_leaves_nothing_out(self, schedule: Schedule, after: datetime) -> None:
        """Asked from anywhere before an occurrence, it is that one or an earlier one."""
        found = next_occurrence(schedule, after)
        assert found > after
        assert next_occurrence(schedule, found - timedelta(microseconds=1)) == found
        assert next_occurrence(schedule, after + (found - after) / 2) == found

    @given(SCHEDULES, INSTANTS)
    def test_shows_the_time_unless_it_is_skipped(self, schedule: Schedule, after: datetime) -> None:
        found = next_occurrence(schedule, after)
        zone = ZoneInfo(schedule.zone)
        local, before = (
            moment.astimezone(zone) for moment in (found, found - timedelta(seconds=1))
        )
        skipped = local.replace(tzinfo=None) - before.replace(tzinfo=None) > timedelta(seconds=1)
        assert local.time() == schedule.at or skipped
        assert local.fold == 0


class TestDatesFrom:
    @given(SCHEDULES, st.dates(date(1900, 1, 1), date(2090, 1, 1)))
    def test_are_the_same_from_every_start(self, schedule: Schedule, first: date) -> None:
        days = list(islice(schedule.dates_from(first), 4))
        assert first <= days[0] < days[1] < days[2] < days[3]
        assert list(islice(schedule.dates_from(days[0] + timedelta(days=1)), 3)) == days[1:]

    @given(WEEKLY, st.dates(date(1900, 1, 1), date(2090, 1, 1)))
    def test_count_weeks_from_the_anchor(self, schedule: Weekly, first: date) -> None:
        anchor = schedule.anchor.toordinal() - schedule.anchor.weekday()
        for day in islice(schedule.dates_from(first), 10):
            assert day.weekday() in schedule.days
            assert (day.toordinal() - anchor) // 7 % schedule.every == 0

    @given(MONTHLY_BY_WEEKDAY, st.dates(date(1900, 1, 1), date(2090, 1, 1)))
    def test_hold_the_nth_weekday_or_the_last(
        self, schedule: MonthlyByWeekday, first: date
    ) -> None:
        for day in islice(schedule.dates_from(first), 13):
            same = [other for other in month_of(day) if other.weekday() == schedule.weekday]
            assert day == same[min(schedule.nth, len(same)) - 1]


def month_of(day: date) -> Iterable[date]:
    """Return all the days of the month that `day` is in."""
    around = (day + timedelta(days=days) for days in range(-31, 32))
    return [other for other in around if (other.year, other.month) == (day.year, day.month)]


class TestSchedule:
    @pytest.mark.parametrize(
        ("build", "message"),
        [
            (lambda: weekly(Weekday.MONDAY, zone="Mars/Olympus"), "no time zone called"),
            (lambda: replace(weekly(Weekday.MONDAY), at=time(9, tzinfo=UTC)), "local"),
            (weekly, "at least one"),
            (lambda: replace(weekly(Weekday.MONDAY), days=frozenset({7})), "days of the week"),
            (lambda: weekly(Weekday.MONDAY, every=0), "every 0 weeks"),
            (lambda: MonthlyByDay(at=NINE, zone="UTC", day=0), "no month has a day 0"),
            (lambda: MonthlyByDay(at=NINE, zone="UTC", day=32), "no month has a day 32"),
            (lambda: MonthlyByDay(at=NINE, zone="Nowhere", day=1), "no time zone called"),
            (
                lambda: MonthlyByWeekday(at=NINE, zone="UTC", nth=0, weekday=Weekday.MONDAY),
                "no month has a 0. weekday",
            ),
            (
                lambda: MonthlyByWeekday(at=NINE, zone="UTC", nth=6, weekday=Weekday.MONDAY),
                "no month has a 6. weekday",
            ),
            (
                lambda: MonthlyByWeekday(at=NINE, zone="UTC", nth=1, weekday=7),  # type: ignore[arg-type] # that is the point
                "no day of the week",
            ),
        ],
    )
    def test_refuses_what_no_schedule_can_mean(
        self, build: Callable[[], Schedule], message: str
    ) -> None:
        with pytest.raises(ValueError, match=message):
            build()
