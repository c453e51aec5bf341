"""On which days owners are asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checkins.rules import days
from bot.roadmap.rules import Cadence

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
CADENCES = st.sampled_from([each for each in Cadence if each is not Cadence.NEVER])
AT_MOST = {
    Cadence.BY_DATE: 35,
    Cadence.WEEKLY: 7,
    Cadence.FORTNIGHTLY: 14,
    Cadence.MONTHLY: 35,
}


class TestInForce:
    @pytest.mark.parametrize(
        ("cadence", "day", "found"),
        [
            (Cadence.BY_DATE, date(2026, 10, 9), Cadence.WEEKLY),  # eight weeks before
            (Cadence.BY_DATE, date(2026, 10, 8), Cadence.MONTHLY),
            (Cadence.BY_DATE, date(2027, 1, 1), Cadence.WEEKLY),  # overdue
            (Cadence.FORTNIGHTLY, date(2026, 10, 8), Cadence.FORTNIGHTLY),
        ],
    )
    def test_is_weekly_from_eight_weeks_before_the_target_date(
        self, cadence: Cadence, day: date, found: Cadence
    ) -> None:
        assert days.in_force(cadence, date(2026, 12, 4), day) is found


class TestNextDay:
    @pytest.mark.parametrize(
        ("cadence", "after", "found"),
        [
            (Cadence.WEEKLY, date(2026, 11, 23), date(2026, 11, 24)),
            (Cadence.WEEKLY, date(2026, 11, 24), date(2026, 12, 1)),
            (Cadence.MONTHLY, date(2026, 11, 23), date(2026, 12, 1)),
            (Cadence.MONTHLY, date(2026, 12, 1), date(2027, 1, 5)),
            (Cadence.BY_DATE, date(2026, 11, 23), date(2026, 12, 1)),  # far away: monthly
            (Cadence.BY_DATE, date(2027, 1, 5), date(2027, 1, 12)),  # within eight weeks
            (Cadence.NEVER, date(2026, 11, 23), None),
        ],
    )
    def test_is_a_tuesday(self, cadence: Cadence, after: date, found: date | None) -> None:
        assert days.next_day(cadence, date(2027, 3, 5), after) == found

    @given(CADENCES, DAYS, DAYS)
    def test_is_the_first_such_day_and_soon(
        self, cadence: Cadence, target_on: date, after: date
    ) -> None:
        found = days.next_day(cadence, target_on, after)
        assert found is not None
        assert days.is_day(cadence, target_on, found)
        assert 0 < (found - after).days <= AT_MOST[cadence]
        between = [after + timedelta(days=each) for each in range(1, (found - after).days)]
        assert not any(days.is_day(cadence, target_on, each) for each in between)


class TestAskedAt:
    @pytest.mark.parametrize(
        ("day", "hour"),
        [
            (date(2027, 3, 23), 8),
            (date(2027, 3, 30), 7),  # the clocks were put forward on Sunday
            (date(2027, 10, 26), 7),
            (date(2027, 11, 2), 8),
        ],
    )
    def test_is_nine_by_local_clocks_when_they_change(self, day: date, hour: int) -> None:
        at = days.asked_at(day, "Europe/Berlin")
        assert (at.date(), at.hour, at.minute) == (day, hour, 0)
