"""When digests are due, and of which week or month each is."""

from datetime import UTC, datetime, time

import pytest

from bot.digests.rules import times
from bot.digests.rules.times import Timing
from bot.worktime.rules.business import Calendar, Hours
from bot.worktime.rules.zones import Weekday

BERLIN = Timing(zone="Europe/Berlin")
WORKING = Calendar(
    zone="Europe/Berlin",
    hours={Weekday(day): [Hours(time(9), time(17))] for day in range(5)},
    holidays={datetime(2027, 1, 1, tzinfo=UTC).date()},
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


class TestNextWeek:
    @pytest.mark.parametrize(
        ("after", "due"),
        [
            ("2026-10-19 08:00", "2026-10-26 09:00"),  # clocks go back in between
            ("2026-10-19 07:59", "2026-10-19 08:00"),
            ("2027-03-22 09:00", "2027-03-29 08:00"),  # and forward
            ("2026-12-28 09:00", "2027-01-04 09:00"),
        ],
    )
    def test_is_at_ten_there(self, after: str, due: str) -> None:
        assert times.next_week(BERLIN, at(after)) == at(due)

    def test_is_of_another_week_than_was_told(self) -> None:
        wednesday = Timing(2, time(10), "UTC")
        assert times.next_week(wednesday, at("2026-11-30 12:00")) == at("2026-12-02 10:00")
        told = times.next_week(wednesday, at("2026-11-30 12:00"), told="2026-W49")
        assert told == at("2026-12-09 10:00")


class TestNewestWeek:
    @pytest.mark.parametrize(
        ("now", "week"),
        [
            ("2026-11-30 10:00", "2026-W49"),
            ("2026-12-06 10:00", "2026-W49"),
            ("2026-12-07 09:59", "2026-W49"),
            ("2026-12-07 10:00", "2026-W50"),
            ("2027-01-05 10:00", "2027-W01"),
        ],
    )
    def test_is_that_of_the_last_one_that_is_due(self, now: str, week: str) -> None:
        assert times.newest_week(Timing(), at("2026-11-30 10:00"), at(now)) == week


class TestNextMonth:
    @pytest.mark.parametrize(
        ("after", "due"),
        [
            ("2026-11-23 09:00", "2026-12-01 08:00"),
            ("2026-12-01 07:59", "2026-12-01 08:00"),
            ("2026-12-01 08:00", "2027-01-04 08:00"),  # a holiday, and a weekend
            ("2027-01-02 08:00", "2027-01-04 08:00"),
            ("2027-01-31 08:00", "2027-02-01 08:00"),
            ("2027-03-31 08:00", "2027-04-01 07:00"),
        ],
    )
    def test_is_the_first_working_morning(self, after: str, due: str) -> None:
        assert times.next_month(WORKING, at(after)) == at(due)

    def test_is_the_first_day_for_who_never_works(self) -> None:
        nobody = Calendar(zone="UTC", hours={})
        assert times.next_month(nobody, at("2026-11-23 09:00")) == at("2026-12-01 09:00")


class TestNewestMonth:
    @pytest.mark.parametrize(
        ("now", "month"),
        [
            ("2026-12-01 08:00", "2026-12"),
            ("2026-12-31 08:00", "2026-12"),
            ("2027-01-03 08:00", "2026-12"),
            ("2027-01-04 08:00", "2027-01"),
        ],
    )
    def test_is_the_one_that_has_begun(self, now: str, month: str) -> None:
        assert times.newest_month(WORKING, at(now)) == month
