"""Working time and quiet hours of a week."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInput
from bot.hours.rules import week
from bot.hours.rules.week import Hours

NINE, FIVE, SEVEN, EIGHT = time(9), time(17), time(19), time(8)
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
any_hours = st.builds(
    Hours, st.sets(st.integers(0, 6), min_size=1).map(tuple), times, times, times, times
)


def hours(opens: time = NINE, closes: time = FIVE, *quiet: time) -> Hours:
    begins, ends = quiet or (SEVEN, EIGHT)
    return Hours((0, 4), opens, closes, begins, ends)


class TestCheck:
    def test_takes_what_a_company_starts_with(self) -> None:
        week.check(week.DEFAULT)

    @pytest.mark.parametrize(
        ("refused", "field"),
        [
            (Hours((), NINE, FIVE, SEVEN, EIGHT), "days"),
            (hours(NINE, NINE), "closes"),
            (hours(NINE, FIVE, EIGHT, SEVEN), "quiet_until"),
        ],
    )
    def test_refuses_what_leaves_no_time(self, refused: Hours, field: str) -> None:
        with pytest.raises(InvalidInput) as error:
            week.check(refused)
        assert error.value.field == field


class TestWorking:
    @pytest.mark.parametrize(
        ("opens", "closes", "spans"),
        [
            (NINE, FIVE, {0: [(NINE, FIVE)], 4: [(NINE, FIVE)]}),
            (NINE, time(0), {0: [(NINE, time(0))], 4: [(NINE, time(0))]}),
            (
                time(22),
                time(6),
                {
                    0: [(time(22), time(0))],
                    1: [(time(0), time(6))],
                    4: [(time(22), time(0))],
                    5: [(time(0), time(6))],
                },
            ),
        ],
    )
    def test_is_by_weekday(self, opens: time, closes: time, spans: object) -> None:
        assert week.working(hours(opens, closes)) == spans

    def test_goes_on_from_sunday_to_monday(self) -> None:
        night = Hours((0, 6), time(22), time(6), NINE, FIVE)
        assert week.working(night)[0] == [(time(0), time(6)), (time(22), time(0))]


class TestReachable:
    @pytest.mark.parametrize(
        ("quiet", "spans"),
        [
            ((SEVEN, EIGHT), [(NINE, FIVE)]),
            ((time(16), time(10)), [(time(10), time(16))]),
            ((time(12), time(13)), [(NINE, time(12)), (time(13), FIVE)]),
            ((time(12), time(12)), [(NINE, FIVE)]),
            ((EIGHT, FIVE), []),
        ],
    )
    def test_is_working_time_without_quiet(
        self, quiet: tuple[time, time], spans: list[tuple[time, time]]
    ) -> None:
        assert week.reachable(hours(NINE, FIVE, *quiet))[0] == spans

    @given(any_hours, times)
    def test_has_exactly_the_minutes_that_are_work_and_not_quiet(
        self, some: Hours, at: time
    ) -> None:
        for day in range(7):
            works = within(week.working(some).get(day, []), at)
            reached = within(week.reachable(some).get(day, []), at)
            assert reached == (works and not week.is_quiet(some, at))


def within(spans: object, at: time) -> bool:
    assert isinstance(spans, list)
    return any(begins <= at and (at < ends or ends == time.min) for begins, ends in spans)


class TestIsQuiet:
    @pytest.mark.parametrize(
        ("at", "quiet"),
        [
            (time(18, 59), False),
            (SEVEN, True),
            (time(0), True),
            (time(7, 59), True),
            (EIGHT, False),
        ],
    )
    def test_goes_over_midnight(self, at: time, quiet: bool) -> None:
        assert week.is_quiet(week.DEFAULT, at) is quiet

    def test_is_never_if_it_ends_when_it_begins(self) -> None:
        assert not week.is_quiet(hours(NINE, FIVE, SEVEN, SEVEN), SEVEN)
