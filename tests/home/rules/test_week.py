"""The week from Monday until Sunday, by the person's own clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.home import rules

steady = settings(derandomize=True)


class TestWeekBegan:
    @pytest.mark.parametrize(
        ("now", "zone", "expected"),
        [
            ("2026-11-23T09:00", "UTC", "2026-11-23T00:00"),
            ("2026-11-29T23:59", "UTC", "2026-11-23T00:00"),
            ("2026-11-30T00:00", "UTC", "2026-11-30T00:00"),
            ("2026-11-29T23:30", "Europe/Berlin", "2026-11-29T23:00"),  # it is Monday there
            ("2026-11-23T03:00", "America/New_York", "2026-11-16T05:00"),  # and Sunday there
            ("2026-03-29T12:00", "Europe/Berlin", "2026-03-22T23:00"),  # summer time began today
        ],
    )
    def test_is_midnight_on_the_persons_clocks(self, now: str, zone: str, expected: str) -> None:
        began = rules.week_began(instant(now), ZoneInfo(zone))
        assert began == instant(expected)

    @steady
    @given(
        st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (hypothesis adds the zone)
        st.sampled_from(["UTC", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo"]),
    )
    def test_is_at_most_a_week_ago(self, now: datetime, zone: str) -> None:
        hour = timedelta(hours=1)
        assert now - timedelta(days=7) - 24 * hour < rules.week_began(now, ZoneInfo(zone)) <= now


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestSunday:
    @steady
    @given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
    def test_is_in_the_same_week(self, today: date) -> None:
        sunday = rules.sunday(today)
        assert (sunday.isocalendar()[:2], sunday.weekday()) == (today.isocalendar()[:2], 6)
