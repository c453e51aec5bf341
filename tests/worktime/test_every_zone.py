"""A daily schedule is due exactly once a local date, in every zone there is."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.worktime.rules.recurrence import Weekly, next_occurrence
from bot.worktime.rules.zones import Weekday
from tests.worktime.calendars import AWKWARD
from tests.worktime.scan import DAY, dates_shown, scanned

SEED = 20261123
FIRST, LAST = date(2025, 1, 1), date(2028, 12, 31)
TIMES = [time(0), time(0, 30), time(1, 30), time(2), time(2, 30), time(23, 30)]
"""Those that clocks skip or repeat somewhere, or that lie at the edge of a date."""

EVERY_ZONE = sorted(available_timezones())
SCANNED = [*AWKWARD, "Asia/Kathmandu", "Europe/London", "Pacific/Kiritimati", "UTC"]


class TestNextOccurrence:
    def test_comes_once_a_local_date_in_some_zones(self) -> None:
        zones = [*Random(SEED).sample(EVERY_ZONE, 6), "Africa/Cairo", "America/Nuuk"]  # noqa: S311 (cases, not secrets)
        once_a_date(zones)

    @pytest.mark.faults
    def test_comes_once_a_local_date_in_every_zone(self) -> None:
        once_a_date(EVERY_ZONE)

    @pytest.mark.parametrize(
        ("zone", "year"),
        [("Africa/Cairo", 2026), ("America/Nuuk", 2025), ("Pacific/Apia", 2011)],
    )
    def test_equals_a_scan_of_a_year(self, zone: str, year: int) -> None:
        equals_scan([zone], date(year, 1, 1), date(year, 12, 31))

    @pytest.mark.faults
    def test_equals_a_scan_in_20_zones(self) -> None:
        equals_scan(SCANNED, FIRST, LAST)


def once_a_date(zones: Sequence[str]) -> None:
    """Check that each date clocks show has its one occurrence, at its time or after the gap."""
    checked, moved = 0, 0
    for zone in zones:
        days = dates_shown(ZoneInfo(zone), FIRST, LAST)
        for at in TIMES:
            due = list(occurrences(zone, at, FIRST, LAST))
            for day, moment in zip(days, due, strict=True):
                moved += was_moved(moment, datetime.combine(day, at), ZoneInfo(zone))
            checked += len(due)
    print(  # noqa: T201 (the figures of the proof)
        f"every zone: {len(zones)} zones x {(LAST - FIRST).days + 1} dates x {len(TIMES)} times,"
        f" {checked} occurrences, {moved} of them moved to the end of a gap, seed {SEED}"
    )


def was_moved(moment: datetime, shown: datetime, zone: ZoneInfo) -> bool:
    """Return whether `moment` is the end of a gap with `shown` in it; it may only be that or it."""
    local, before = (each.astimezone(zone) for each in (moment, moment - timedelta(minutes=1)))
    assert local.fold == 0, f"{zone}: {moment} is the second {shown}"
    if local.replace(tzinfo=None) == shown:
        return False
    assert before.replace(tzinfo=None) < shown < local.replace(tzinfo=None), f"{zone}: {moment}"
    return True


def equals_scan(zones: Sequence[str], first: date, last: date) -> None:
    """Check that the occurrences are those that somebody sees who watches the clock."""
    differences, checked = 0, 0
    for zone in zones:
        for at, expected in scanned(ZoneInfo(zone), first, last, TIMES).items():
            due = list(occurrences(zone, at, first, last))
            differences += len(set(due) ^ set(expected)) + abs(len(due) - len(expected))
            checked += len(expected)
    print(  # noqa: T201 (the figures of the proof)
        f"scan: {len(zones)} zones, {first} to {last}, {checked} occurrences,"
        f" {differences} differences"
    )
    assert not differences


def occurrences(zone: str, at: time, first: date, last: date) -> Iterator[datetime]:
    """Yield when something daily is due, for the dates from `first` to `last`."""
    daily = Weekly(days=frozenset(Weekday), at=at, zone=zone, anchor=first)
    moment = datetime.combine(first, at, ZoneInfo(zone)) - timedelta(microseconds=1)
    end = datetime.combine(last + DAY, at, ZoneInfo(zone))
    while (moment := next_occurrence(daily, moment)) < end:
        yield moment
