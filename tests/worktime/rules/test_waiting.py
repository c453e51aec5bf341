"""Waiting for people: nobody's nights, weekends, holidays or absences count as their time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.worktime.rules import waiting
from bot.worktime.rules.business import Absence, Calendar, Hours
from bot.worktime.rules.zones import Weekday

HOUR = timedelta(hours=1)
NINE_TO_FIVE = {Weekday(day): [Hours(time(9), time(17))] for day in range(5)}


def at(text: str) -> datetime:
    """Return an instant of November 2026 in UTC: `27 16:30`; the 23rd is a Monday."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def works(
    zone: str = "UTC", *, away: tuple[str, str] | None = None, holiday: date | None = None
) -> Calendar:
    """Return somebody who works from nine to five there, but for an absence and a holiday."""
    absences = (Absence(at(away[0]), at(away[1])),) if away else ()
    holidays = frozenset({holiday} if holiday else ())
    return Calendar(zone=zone, hours=NINE_TO_FIVE, holidays=holidays, absences=absences)


NEVER = Calendar(zone="UTC", hours={})


class TestDue:
    @pytest.mark.parametrize(
        ("calendar", "start", "due"),
        [
            (works(), "23 09:00", "23 11:00"),
            (works(), "23 16:00", "24 10:00"),
            (works(), "24 02:00", "24 11:00"),
            (works(), "27 16:00", "30 10:00"),
            (works(holiday=date(2026, 11, 24)), "23 16:00", "25 10:00"),
            (works("Asia/Tokyo"), "23 09:00", "24 02:00"),
        ],
        ids=["a day", "a night", "from two at night", "a weekend", "a holiday", "elsewhere"],
    )
    def test_counts_the_time_in_which_somebody_works(
        self, calendar: Calendar, start: str, due: str
    ) -> None:
        assert waiting.due([calendar], at(start), 2 * HOUR, now=at(start)) == at(due)

    def test_is_when_the_first_of_several_has_had_it(self) -> None:
        both = [works("Asia/Tokyo"), works("America/New_York")]
        assert waiting.due(both, at("23 09:00"), 2 * HOUR, now=at("23 09:00")) == at("23 16:00")

    @pytest.mark.parametrize(
        ("away", "due"),
        [
            (("24 00:00", "30 00:00"), "24 00:00"),
            (("23 00:00", "24 00:00"), "24 11:00"),
            (("25 00:00", "30 00:00"), "24 10:00"),
        ],
        ids=["begins before", "is on already", "begins afterwards"],
    )
    def test_ends_when_they_go_away_before_they_have_had_it(
        self, away: tuple[str, str], due: str
    ) -> None:
        start = "23 08:00" if away[0] == "23 00:00" else "23 16:00"
        assert waiting.due([works(away=away)], at(start), 2 * HOUR, now=at(start)) == at(due)

    def test_ends_when_the_last_of_them_goes_away(self) -> None:
        away = [works(away=("24 00:00", "30 00:00")), works(away=("24 09:30", "30 00:00"))]
        assert waiting.due(away, at("23 16:00"), 2 * HOUR, now=at("23 16:00")) == at("24 09:30")

    def test_goes_on_after_an_absence_that_is_over(self) -> None:
        away = works(away=("24 00:00", "26 00:00"))
        due = waiting.due([away], at("23 16:00"), 2 * HOUR, now=at("26 09:00"))
        assert due == at("26 10:00")

    def test_leaves_their_time_to_those_who_stay(self) -> None:
        people = [works(away=("24 00:00", "30 00:00")), works("America/New_York")]
        assert waiting.due(people, at("23 16:00"), 8 * HOUR, now=at("23 16:00")) == at("24 16:00")

    @pytest.mark.parametrize("calendars", [[], [NEVER]], ids=["nobody", "nobody who works"])
    def test_passes_by_the_clock_where_nobody_has_any_time(self, calendars: list[Calendar]) -> None:
        assert waiting.due(calendars, at("28 09:00"), 2 * HOUR, now=at("28 09:00")) == at(
            "28 11:00"
        )

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            # Berlin's clocks go forward on Sunday 28 March 2027, and back on 31 October.
            ("2027-03-26T15:00+00:00", "2027-03-29T08:00+00:00"),
            ("2027-10-29T14:00+00:00", "2027-11-01T09:00+00:00"),
        ],
        ids=["forward", "back"],
    )
    def test_neither_gains_nor_loses_by_a_change_of_the_clocks(self, start: str, due: str) -> None:
        found = waiting.due(
            [works("Europe/Berlin")],
            datetime.fromisoformat(start),
            2 * HOUR,
            now=datetime.fromisoformat(start),
        )
        assert found == datetime.fromisoformat(due)

    def test_counts_an_hour_that_comes_twice_twice(self) -> None:
        """Somebody works in the night in which Berlin's clocks go back."""
        nights = {Weekday.SUNDAY: [Hours(time(1), time(5))]}
        calendar = Calendar(zone="Europe/Berlin", hours=nights)
        start = datetime(2027, 10, 30, 23, tzinfo=UTC)
        assert waiting.due([calendar], start, 3 * HOUR, now=start) == start + 3 * HOUR


class TestAdd:
    def test_is_by_the_clock_for_somebody_who_never_works(self) -> None:
        assert waiting.add(NEVER, at("28 09:00"), HOUR) == at("28 10:00")

    def test_goes_on_after_an_absence(self) -> None:
        calendar = works(away=("24 00:00", "26 00:00"))
        assert waiting.add(calendar, at("23 16:00"), 2 * HOUR) == at("26 10:00")


class TestHalfWay:
    @pytest.mark.parametrize(
        ("start", "end", "half"),
        [
            ("23 09:00", "23 11:00", "23 10:00"),
            ("23 16:00", "24 12:00", "24 10:00"),
            ("27 09:00", "29 12:00", "27 13:00"),
            ("28 09:00", "29 12:00", "28 09:00"),
        ],
        ids=["a day", "a night", "a promise for a Sunday", "no working time"],
    )
    def test_is_in_the_middle_of_the_working_time(self, start: str, end: str, half: str) -> None:
        assert waiting.half_way(works(), at(start), at(end)) == at(half)


class TestOpening:
    @pytest.mark.parametrize(
        ("calendar", "moment", "opens"),
        [
            (works(), "23 12:00", "23 12:00"),
            (works(), "23 09:00", "23 09:00"),
            (works(), "23 17:00", "24 09:00"),
            (works(), "27 18:00", "30 09:00"),
            (works(away=("23 00:00", "25 00:00")), "23 12:00", "25 09:00"),
            (NEVER, "28 12:00", "28 12:00"),
        ],
        ids=["at work", "just begun", "just over", "a weekend", "an absence", "never at work"],
    )
    def test_is_when_somebody_is_next_at_work(
        self, calendar: Calendar, moment: str, opens: str
    ) -> None:
        assert waiting.opening(calendar, at(moment)) == at(opens)
