"""How much working time passes, and when enough of it has: days, hours, holidays, absences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.worktime.rules.business import (
    Absence,
    Calendar,
    Hours,
    NoBusinessTime,
    add,
    is_open,
    measure,
)
from bot.worktime.rules.zones import Weekday
from tests.worktime.calendars import WINDOW, random_calendar, random_window

BERLIN = ZoneInfo("Europe/Berlin")
MORNING, AFTERNOON = Hours(time(9), time(12)), Hours(time(13), time(17))
ALL_DAY = Hours(time(0), time(0))
WORKDAYS = [day for day in Weekday if day < Weekday.SATURDAY]
OFFICE = Calendar(zone="Europe/Berlin", hours=dict.fromkeys(WORKDAYS, (MORNING, AFTERNOON)))
AROUND_THE_CLOCK = replace(OFFICE, hours=dict.fromkeys(Weekday, (ALL_DAY,)))


def berlin(text: str) -> datetime:
    """Return the instant at which clocks in Berlin show `text`."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def away(start: str, end: str) -> Absence:
    return Absence(berlin(start), berlin(end))


class TestAdd:
    @pytest.mark.parametrize(
        ("start", "hours", "end"),
        [
            pytest.param("2026-11-23 09:00", 0, "2026-11-23 09:00", id="nothing"),
            pytest.param("2026-11-22 03:00", 0, "2026-11-22 03:00", id="nothing, on a Sunday"),
            pytest.param("2026-11-23 09:00", 2, "2026-11-23 11:00", id="within a morning"),
            pytest.param("2026-11-23 09:00", 3, "2026-11-23 12:00", id="until lunch, not after it"),
            pytest.param("2026-11-23 11:00", 2, "2026-11-23 14:00", id="over lunch"),
            pytest.param("2026-11-23 12:30", 1, "2026-11-23 14:00", id="from lunch on"),
            pytest.param("2026-11-23 09:00", 7, "2026-11-23 17:00", id="a day, to its end"),
            pytest.param("2026-11-23 16:00", 2, "2026-11-24 10:00", id="over night"),
            pytest.param("2026-11-27 16:30", 1, "2026-11-30 09:30", id="over a weekend"),
            pytest.param("2026-11-28 12:00", 1, "2026-11-30 10:00", id="from a weekend on"),
            pytest.param("2026-11-23 09:00", 210, "2027-01-01 17:00", id="thirty days"),
        ],
    )
    def test_counts_only_working_hours(self, start: str, hours: float, end: str) -> None:
        found = add(OFFICE, berlin(start), timedelta(hours=hours))
        assert (found, found.tzinfo) == (berlin(end), UTC)

    def test_counts_no_holiday(self) -> None:
        calendar = replace(OFFICE, holidays={date(2026, 12, 25), date(2027, 1, 1)})
        end = add(calendar, berlin("2026-12-24 16:00"), timedelta(hours=1 + 4 * 7 + 1))
        assert end == berlin("2027-01-04 10:00")

    @pytest.mark.parametrize(
        ("absences", "end"),
        [
            pytest.param([("11-23 10:00", "11-23 11:00")], "11-23 12:00", id="an hour"),
            pytest.param([("11-22 00:00", "11-23 10:30")], "11-23 13:30", id="at the start"),
            pytest.param([("11-23 11:00", "11-30 00:00")], "11-23 11:00", id="only after the end"),
            pytest.param([("11-23 10:30", "11-24 10:00")], "11-24 10:30", id="over night"),
            pytest.param(
                [("11-23 10:30", "11-23 11:00"), ("11-23 09:00", "11-23 10:00")],
                "11-23 13:30",
                id="two, in any order",
            ),
            pytest.param(
                [("11-23 10:00", "11-23 14:00"), ("11-23 11:00", "11-23 11:30")],
                "11-23 15:00",
                id="one within another",
            ),
            pytest.param([("11-01 00:00", "12-24 00:00")], "12-24 11:00", id="weeks"),
            pytest.param([("11-20 00:00", "11-23 09:00")], "11-23 11:00", id="over before"),
        ],
    )
    def test_counts_no_absence(self, absences: list[tuple[str, str]], end: str) -> None:
        spans = tuple(away(f"2026-{start}", f"2026-{stop}") for start, stop in absences)
        calendar = replace(OFFICE, absences=spans)
        found = add(calendar, berlin("2026-11-23 09:00"), timedelta(hours=2))
        assert found == berlin(f"2026-{end}")

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            pytest.param("2026-03-28 12:00", "2026-03-29 13:00", id="23 hours are a day"),
            pytest.param("2026-10-24 12:00", "2026-10-25 11:00", id="25 hours are one"),
        ],
    )
    def test_counts_real_time_where_clocks_change(self, start: str, end: str) -> None:
        assert add(AROUND_THE_CLOCK, berlin(start), timedelta(days=1)) == berlin(end)

    def test_looks_two_years_ahead(self) -> None:
        absence = away("2026-01-01 00:00", "2027-12-31 00:00")
        calendar = replace(OFFICE, absences=(absence,))
        end = add(calendar, berlin("2026-01-01 00:00"), timedelta(hours=1))
        assert end == berlin("2027-12-31 10:00")

    def test_adds_more_than_it_looks_ahead(self) -> None:
        end = add(OFFICE, berlin("2026-01-01 00:00"), timedelta(hours=7 * 5 * 521))
        assert end == berlin("2035-12-26 17:00")

    @pytest.mark.parametrize(
        "calendar",
        [
            pytest.param(replace(OFFICE, hours={}), id="no hours"),
            pytest.param(
                replace(
                    OFFICE,
                    holidays={date(2026, 1, 1) + timedelta(days=day) for day in range(3 * 365)},
                ),
                id="only holidays",
            ),
            pytest.param(
                replace(OFFICE, absences=(away("2026-01-01 00:00", "2030-01-01 00:00"),)),
                id="away for years",
            ),
        ],
    )
    def test_refuses_to_wait_for_ever(self, calendar: Calendar) -> None:
        with pytest.raises(NoBusinessTime, match="two years after 01 January 2026: check the"):
            add(calendar, berlin("2026-01-01 12:00"), timedelta(hours=1))

    def test_refuses_a_negative_duration(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            add(OFFICE, berlin("2026-11-23 09:00"), timedelta(hours=-1))

    def test_refuses_a_start_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="no zone"):
            add(OFFICE, datetime(2026, 11, 23, 9), timedelta(hours=1))  # noqa: DTZ001 (that is the point)


class TestMeasure:
    @pytest.mark.parametrize(
        ("start", "end", "hours"),
        [
            ("2026-11-23 09:00", "2026-11-23 09:00", 0),
            ("2026-11-23 00:00", "2026-11-24 00:00", 7),
            ("2026-11-23 11:30", "2026-11-23 13:30", 1),
            ("2026-11-23 12:00", "2026-11-23 13:00", 0),
            ("2026-11-27 17:00", "2026-11-30 09:00", 0),
            ("2026-11-27 16:00", "2026-11-30 10:00", 2),
            ("2026-01-01 00:00", "2027-01-01 00:00", 261 * 7),
        ],
    )
    def test_counts_only_working_hours(self, start: str, end: str, hours: int) -> None:
        assert measure(OFFICE, berlin(start), berlin(end)) == timedelta(hours=hours)

    @pytest.mark.parametrize(
        ("day", "hours", "worked"),
        [
            pytest.param("2026-03-29", ALL_DAY, "23:00", id="a day with a gap"),
            pytest.param("2026-10-25", ALL_DAY, "25:00", id="a day with a repeated hour"),
            pytest.param("2026-03-29", Hours(time(2, 30), time(4)), "01:00", id="begins in a gap"),
            pytest.param("2026-03-29", Hours(time(1), time(2, 30)), "01:00", id="ends in a gap"),
            pytest.param("2026-03-29", Hours(time(2), time(3)), "00:00", id="is the gap"),
            pytest.param("2026-10-25", Hours(time(2, 30), time(4)), "02:00", id="begins in both"),
            pytest.param("2026-10-25", Hours(time(1), time(2, 30)), "02:00", id="ends in both"),
        ],
    )
    def test_counts_real_time_where_clocks_change(
        self, day: str, hours: Hours, worked: str
    ) -> None:
        """Whoever works until 02:30 works whenever clocks show less: on that night, twice."""
        calendar = replace(OFFICE, hours={Weekday.SUNDAY: (hours,)})
        start = berlin(f"{day} 00:00")
        found = measure(calendar, start - timedelta(hours=12), start + timedelta(hours=40))
        expected_hours, minutes = worked.split(":")
        assert found == timedelta(hours=int(expected_hours), minutes=int(minutes))

    def test_refuses_an_end_before_the_start(self) -> None:
        first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
        with pytest.raises(ValueError, match="is before"):
            measure(OFFICE, first.replace(fold=1), first)


class TestIsOpen:
    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            ("2026-11-23 08:59:59.999999", False),
            ("2026-11-23 09:00", True),
            ("2026-11-23 11:59:59.999999", True),
            ("2026-11-23 12:00", False),
            ("2026-11-23 13:00", True),
            ("2026-11-28 10:00", False),
        ],
    )
    def test_is_so_from_the_opening_until_just_before_the_end(
        self, at: str, expected: bool
    ) -> None:
        assert is_open(OFFICE, berlin(at)) is expected

    def test_may_last_until_midnight(self) -> None:
        late = replace(OFFICE, hours={Weekday.MONDAY: (Hours(time(18), time(0)),)})
        assert is_open(late, berlin("2026-11-23 23:59:59.999999"))
        assert not is_open(late, berlin("2026-11-24 00:00"))


class TestHours:
    @pytest.mark.parametrize(
        ("opens", "closes", "message"),
        [
            (time(9), time(9), "cannot end at 09:00"),
            (time(22), time(6), "cannot end at 06:00"),
            (time(9, tzinfo=UTC), time(10, tzinfo=UTC), "local"),
        ],
    )
    def test_refuse_to_run_backwards(self, opens: time, closes: time, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            Hours(opens, closes)


class TestAbsence:
    @pytest.mark.parametrize("end", ["2026-11-23 09:00", "2026-11-23 08:00"])
    def test_refuses_to_end_before_it_lasts(self, end: str) -> None:
        with pytest.raises(ValueError, match="cannot end at"):
            away("2026-11-23 09:00", end)

    def test_refuses_a_time_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="no zone"):
            Absence(datetime(2026, 11, 23), datetime(2026, 11, 24))  # noqa: DTZ001 (that is the point)

    def test_tells_the_hours_apart_that_clocks_show_twice(self) -> None:
        first = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN)
        absence = Absence(first, datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN, fold=1))
        assert absence.end - absence.start == timedelta(minutes=30)


class TestCalendar:
    @pytest.mark.parametrize(
        ("build", "message"),
        [
            (lambda: replace(OFFICE, zone="Mars/Olympus"), "no time zone called"),
            (lambda: replace(OFFICE, hours={7: (MORNING,)}), "days of the week"),
            (lambda: with_hours(AFTERNOON, MORNING), "out of order at 09:00"),
            (lambda: with_hours(MORNING, Hours(time(11), time(14))), "out of order at 11:00"),
            (lambda: with_hours(ALL_DAY, MORNING), "out of order at 09:00"),
        ],
    )
    def test_refuses_hours_nobody_can_work(
        self, build: Callable[[], Calendar], message: str
    ) -> None:
        with pytest.raises(ValueError, match=message):
            build()

    def test_takes_hours_that_touch(self) -> None:
        calendar = with_hours(Hours(time(9), time(12)), Hours(time(12), time(0)))
        day = berlin("2026-11-23 00:00")
        assert measure(calendar, day, day + timedelta(days=1)) == timedelta(hours=15)


def with_hours(*hours: Hours) -> Calendar:
    return replace(OFFICE, hours={Weekday.MONDAY: hours})


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """Return a calendar at random in which somebody works at some time, and an instant in it."""
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 (cases, not secrets)
    zone, begin = random_window(random)
    calendar = random_calendar(random, zone, begin)
    always_some = {Weekday.WEDNESDAY: (MORNING,), **calendar.hours}
    start = begin + draw(st.timedeltas(timedelta(), WINDOW))
    return replace(calendar, hours=always_some), start


DURATIONS = st.timedeltas(timedelta(), timedelta(days=30))


class TestProperties:
    @given(worlds(), DURATIONS)
    def test_what_is_added_can_be_measured(
        self, world: tuple[Calendar, datetime], duration: timedelta
    ) -> None:
        calendar, start = world
        end = add(calendar, start, duration)
        assert measure(calendar, start, end) == duration

    @given(worlds(), DURATIONS)
    def test_the_end_is_the_first_such_instant(
        self, world: tuple[Calendar, datetime], duration: timedelta
    ) -> None:
        calendar, start = world
        end = add(calendar, start, duration)
        assert end == start or is_open(calendar, end - timedelta.resolution)

    @given(worlds(), DURATIONS, DURATIONS)
    def test_adding_twice_is_adding_both(
        self, world: tuple[Calendar, datetime], first: timedelta, second: timedelta
    ) -> None:
        calendar, start = world
        assert add(calendar, add(calendar, start, first), second) == add(
            calendar, start, first + second
        )

    @given(worlds(), DURATIONS, st.timedeltas(timedelta(), timedelta(days=30)))
    def test_who_starts_later_ends_no_earlier(
        self, world: tuple[Calendar, datetime], duration: timedelta, later: timedelta
    ) -> None:
        calendar, start = world
        assert add(calendar, start, duration) <= add(calendar, start + later, duration)
        assert add(calendar, start, duration) <= add(calendar, start, duration + later)

    @given(worlds(), DURATIONS, DURATIONS)
    def test_parts_add_up_to_the_whole(
        self, world: tuple[Calendar, datetime], first: timedelta, second: timedelta
    ) -> None:
        calendar, start = world
        middle, end = start + first, start + first + second
        assert measure(calendar, start, end) == (
            measure(calendar, start, middle) + measure(calendar, middle, end)
        )

    @given(worlds(), DURATIONS)
    def test_days_off_take_nothing_but_work(
        self, world: tuple[Calendar, datetime], length: timedelta
    ) -> None:
        """With the first week's dates as holidays, just that much less is worked."""
        calendar, start = world
        first = start.astimezone(ZoneInfo(calendar.zone)).date()
        week = {first + timedelta(days=day) for day in range(-1, 7)}
        rested = replace(calendar, holidays=week, absences=())
        worked = replace(rested, holidays=frozenset())
        assert measure(rested, start, start + timedelta(days=5)) == timedelta()
        assert measure(rested, start, start + length) <= measure(worked, start, start + length)
