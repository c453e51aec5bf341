"""When somebody may be written to, over changes of clocks, holidays and absences."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours.models import Absence, Schedule
from bot.hours.models import schedule as schedules
from bot.hours.rules.week import DEFAULT, Hours
from tests.worktime import atlantis
from tests.worktime.atlantis import ATLANTIS

ZONES = [
    "Europe/London",
    "America/Sao_Paulo",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/St_Johns",
    "Pacific/Chatham",
    "Pacific/Apia",
]
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
any_hours = st.builds(
    Hours, st.sets(st.integers(0, 6), min_size=1).map(tuple), times, times, times, times
)
begin, end = datetime(2026, 1, 1), datetime(2027, 12, 31)  # noqa: DTZ001 (hypothesis adds the zone)
instants = st.datetimes(begin, end, timezones=st.just(UTC))


def schedule(
    zone: str = "Europe/London",
    hours: Hours = DEFAULT,
    *absences: Absence,
    country: str | None = None,
    now: datetime = datetime(2026, 11, 23, 9, tzinfo=UTC),
) -> Schedule:
    return schedules.build(
        zone=zone, hours=hours, country=country, confirmed_at=None, absences=absences, now=now
    )


def away(first: str, last: str) -> Absence:
    return Absence(starts_on=date.fromisoformat(first), ends_on=date.fromisoformat(last))


class TestOpenings:
    def test_are_one_a_working_day(self) -> None:
        now = datetime(2026, 11, 26, 12, tzinfo=UTC)
        assert list(islice(schedule(now=now).openings(now), 3)) == [
            (now, date(2026, 11, 26)),
            (datetime(2026, 11, 27, 9, tzinfo=UTC), date(2026, 11, 27)),
            (datetime(2026, 11, 30, 9, tzinfo=UTC), date(2026, 11, 30)),
        ]

    def test_pass_over_holidays_and_absences(self) -> None:
        now = datetime(2026, 12, 23, 18, tzinfo=UTC)
        here = schedule("Europe/London", DEFAULT, away("2026-12-24", "2026-12-30"), country="GB")
        assert [day for _, day in islice(here.openings(now), 2)] == [
            date(2026, 12, 31),
            date(2027, 1, 4),
        ]

    def test_are_on_holidays_that_are_known_no_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Both the day of the flood and New Year are free, but only the first is known."""
        atlantis.rise(monkeypatch)
        now = datetime(2026, 12, 29, 18, tzinfo=UTC)
        here = schedule(country=ATLANTIS, now=now)
        assert [day for _, day in islice(here.openings(now), 2)] == [
            date(2026, 12, 31),
            date(2027, 1, 1),
        ]

    def test_are_none_where_there_is_no_working_time(self) -> None:
        never = schedule(hours=Hours((0,), time(9), time(17), time(8), time(18)))
        assert not list(never.openings(datetime(2026, 11, 23, tzinfo=UTC)))

    @given(st.sampled_from(ZONES), any_hours, instants)
    def test_are_on_working_days_and_never_in_quiet_hours(
        self, zone: str, hours: Hours, now: datetime
    ) -> None:
        here = schedule(zone, hours, now=now)
        openings = list(islice(here.openings(now), 8))
        days = [day for _, day in openings]
        assert days == sorted(set(days))
        for moment, day in openings:
            shown = moment.astimezone(ZoneInfo(zone))
            overnight = hours.closes <= hours.opens
            assert moment >= now
            assert shown.date() == day
            assert day.weekday() in hours.days or overnight
            assert not here.is_quiet(moment)

    @given(st.sampled_from(ZONES), instants)
    def test_miss_no_working_day(self, zone: str, now: datetime) -> None:
        days = [day for _, day in islice(schedule(zone, now=now).openings(now), 6)]
        every = [days[0] + timedelta(days=ahead) for ahead in range((days[-1] - days[0]).days)]
        expected = [day for day in every if day.weekday() in DEFAULT.days]
        assert days[:-1] == expected


class TestQuietAfter:
    @given(st.sampled_from(ZONES), any_hours, instants)
    def test_is_before_the_day_ends_and_quiet_begins(
        self, zone: str, hours: Hours, now: datetime
    ) -> None:
        here = schedule(zone, hours, now=now)
        until = here.quiet_after(now)
        last = until - timedelta(seconds=1)
        assert now < until <= now + timedelta(hours=25, minutes=30)
        assert here.local(max(last, now)).date() == here.local(now).date()
        if not here.is_quiet(now) and last > now:
            assert not here.is_quiet(last)


class TestLocal:
    def test_is_what_their_clocks_show(self) -> None:
        shown = schedule("Asia/Kathmandu").local(datetime(2026, 11, 23, 9, tzinfo=UTC))
        assert (shown.hour, shown.minute) == (14, 45)


class TestAway:
    @pytest.mark.parametrize(
        ("now", "is_away"),
        [
            ("2026-11-24T07:59", False),
            ("2026-11-24T08:00", True),  # midnight in Los Angeles
            ("2026-11-26T07:59", True),
            ("2026-11-26T08:00", False),
        ],
    )
    def test_is_by_the_clocks_where_the_person_is(self, now: str, is_away: bool) -> None:
        at = datetime.fromisoformat(now).replace(tzinfo=UTC)
        absence = away("2026-11-24", "2026-11-25")
        absence.stand_in_id = "U2"
        here = schedule("America/Los_Angeles", DEFAULT, absence, now=at)
        assert (here.away is not None) is is_away
        assert here.stand_in_id == ("U2" if is_away else None)
