"""What clocks show: each local time becomes one instant, also where clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.worktime.rules.zones import clocks_change, exists, in_utc, instant, zone_named


class TestZoneNamed:
    def test_knows_iana_names(self) -> None:
        assert zone_named("Europe/Berlin") == ZoneInfo("Europe/Berlin")

    @pytest.mark.parametrize("name", ["", "Mars/Olympus", "America", "../Berlin", "/etc/passwd"])
    def test_refuses_others(self, name: str) -> None:
        with pytest.raises(ValueError, match="no time zone called"):
            zone_named(name)


class TestInUtc:
    def test_keeps_the_instant(self) -> None:
        second_half_past_two = datetime(
            2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1
        )
        assert in_utc(second_half_past_two) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    def test_refuses_a_local_time_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="no zone"):
            in_utc(datetime(2026, 10, 25, 2, 30))  # noqa: DTZ001 (that is the point)


class TestInstant:
    @pytest.mark.parametrize(
        ("zone", "local", "utc"),
        [
            ("Europe/Berlin", "2026-11-23 09:00", "2026-11-23 08:00"),  # an ordinary day
            ("Europe/Berlin", "2026-03-29 01:59", "2026-03-29 00:59"),  # just before a gap
            ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29 01:00"),  # its begin
            ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:00"),  # within it
            ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29 01:00"),  # its end
            ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30"),  # repeated
            ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00"),  # unique again
            ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),  # half an hour's gap
            ("America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04 03:00"),  # midnight is skipped
            ("Africa/Cairo", "2026-04-24 00:30", "2026-04-23 22:00"),  # the hour after midnight is
            ("America/Nuuk", "2026-03-28 23:30", "2026-03-29 01:00"),  # the hour before midnight is
            ("America/Santiago", "2026-04-04 23:30", "2026-04-05 02:30"),  # that hour is repeated
            ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),  # a whole day is skipped
            ("Pacific/Kwajalein", "1969-09-30 12:00", "1969-09-30 01:00"),  # a day is repeated
        ],
    )
    def test_is_the_first_at_which_clocks_show_it(self, zone: str, local: str, utc: str) -> None:
        shown = datetime.fromisoformat(local)
        expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
        assert instant(shown.date(), shown.time(), ZoneInfo(zone)) == expected

    def test_is_the_end_of_the_gap_to_the_microsecond(self) -> None:
        at = time(2, 30, 0, 999_999)
        end = datetime(2026, 3, 29, 1, tzinfo=UTC)
        assert instant(date(2026, 3, 29), at, ZoneInfo("Europe/Berlin")) == end

    def test_means_the_first_even_of_a_time_marked_as_the_second(self) -> None:
        at = time(2, 30, fold=1)
        first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert instant(date(2026, 10, 25), at, ZoneInfo("Europe/Berlin")) == first


class TestExists:
    @pytest.mark.parametrize(
        ("zone", "day", "shown"),
        [
            ("Europe/Berlin", date(2026, 3, 29), True),
            ("Africa/Cairo", date(2026, 4, 24), True),
            ("America/Nuuk", date(2026, 3, 28), True),
            ("Pacific/Apia", date(2011, 12, 29), True),
            ("Pacific/Apia", date(2011, 12, 30), False),
            ("Pacific/Apia", date(2011, 12, 31), True),
            ("Pacific/Kwajalein", date(1993, 8, 21), False),
            ("Pacific/Kwajalein", date(1969, 9, 30), True),
        ],
    )
    def test_says_whether_clocks_ever_show_the_date(
        self, zone: str, day: date, shown: bool
    ) -> None:
        assert exists(day, ZoneInfo(zone)) is shown


class TestClocksChange:
    @pytest.mark.parametrize("hours", [0, 1, 12])
    def test_is_the_first_instant_of_the_new_offset(self, hours: int) -> None:
        change = datetime(2026, 3, 29, 1, tzinfo=UTC)
        after = change - timedelta(microseconds=1)
        by = change + timedelta(hours=hours)
        assert clocks_change(after, by, ZoneInfo("Europe/Berlin")) == change

    def test_takes_instants_of_any_zone(self) -> None:
        change = datetime(2026, 10, 25, 1, tzinfo=UTC)
        east = timezone(timedelta(hours=9))
        after, by = (change + timedelta(days=days) for days in (-1, 1))
        found = clocks_change(
            after.astimezone(east), by.astimezone(east), ZoneInfo("Europe/Berlin")
        )
        assert found == change
