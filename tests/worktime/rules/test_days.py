"""Days on which somebody works, and the next of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.worktime.rules import days
from bot.worktime.rules.business import Calendar, Hours, NoBusinessTime
from bot.worktime.rules.zones import Weekday

WORKDAYS = [Weekday(day) for day in range(5)]
HOURS = dict.fromkeys(WORKDAYS, (Hours(time(9), time(17)),))
NINE = time(9)


def berlin(*holidays: date) -> Calendar:
    return Calendar(zone="Europe/Berlin", hours=HOURS, holidays=frozenset(holidays))


class TestNextWorking:
    @pytest.mark.parametrize(
        ("after", "expected"),
        [
            ("2026-11-23 07:59", "2026-11-23 08:00"),  # Monday, 8:59 in Berlin
            ("2026-11-23 08:00", "2026-11-24 08:00"),
            ("2026-11-27 09:00", "2026-11-30 08:00"),  # over the weekend
            ("2026-12-23 09:00", "2026-12-28 08:00"),  # over Christmas, a Friday
            ("2026-03-27 09:00", "2026-03-30 07:00"),  # summer time begins on Sunday
        ],
    )
    def test_passes_over_weekends_and_holidays(self, after: str, expected: str) -> None:
        calendar = berlin(date(2026, 12, 24), date(2026, 12, 25))
        found = days.next_working(calendar, NINE, at(after))
        assert found == at(expected)

    @given(st.integers(0, 2 * 365 * 24 * 60))
    def test_is_the_first_working_morning_after_it(self, minutes: int) -> None:
        after = at("2026-01-01 00:00") + timedelta(minutes=minutes)
        found = days.next_working(berlin(), NINE, after)
        assert found > after
        local = found.astimezone(ZoneInfo("Europe/Berlin"))
        assert (local.weekday() < 5, local.time()) == (True, NINE)
        assert (found - after).days < 4

    def test_passes_over_a_day_that_no_clock_shows(self) -> None:
        """Samoa went over the date line, and had no Friday 30 December 2011."""
        samoa = Calendar(zone="Pacific/Apia", hours=HOURS)
        found = days.next_working(samoa, NINE, datetime(2011, 12, 29, 20, tzinfo=UTC))
        assert found.astimezone(ZoneInfo("Pacific/Apia")).date() == date(2012, 1, 2)

    @given(st.integers(0, 2 * 365 * 24 * 60))
    def test_follows_the_last_one(self, minutes: int) -> None:
        now = at("2026-01-01 00:00") + timedelta(minutes=minutes)
        last = days.last_working(berlin(), NINE, now)
        assert last <= now
        assert days.next_working(berlin(), NINE, last) == days.next_working(berlin(), NINE, now)

    def test_says_so_when_nobody_ever_works(self) -> None:
        with pytest.raises(NoBusinessTime):
            days.next_working(Calendar(zone="UTC", hours={}), NINE, at("2026-11-23 08:00"))
        with pytest.raises(NoBusinessTime):
            days.last_working(Calendar(zone="UTC", hours={}), NINE, at("2026-11-23 08:00"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
