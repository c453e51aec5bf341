"""Calendars at random, mostly where and when clocks are being changed."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from bot.worktime.rules.business import Absence, Calendar, Hours
from bot.worktime.rules.zones import Weekday

AWKWARD = {
    "Africa/Cairo": 2025,  # the hour before midnight comes twice, the one after it is skipped
    "Africa/Casablanca": 2026,  # clocks go back for Ramadan
    "America/Havana": 2025,
    "America/New_York": 2027,
    "America/Nuuk": 2025,  # the hour before midnight is skipped
    "America/Santiago": 2025,
    "America/Scoresbysund": 2024,  # clocks and zone were changed in the same night
    "America/St_Johns": 2010,  # clocks went back at 00:01: midnight comes twice
    "Antarctica/Troll": 2026,  # two hours
    "Asia/Beirut": 2025,
    "Australia/Lord_Howe": 2026,  # half an hour
    "Europe/Berlin": 2026,
    "Europe/Dublin": 2026,
    "Pacific/Apia": 2011,  # skipped a whole day
    "Pacific/Chatham": 2026,
    "Pacific/Kwajalein": 1993,  # the same
}
"""Zones whose clocks are changed in a way that is easy to get wrong, and a year of it."""

WINDOW = timedelta(days=8)
_ZONES = sorted(available_timezones())
_DAY = timedelta(days=1)


def random_window(random: Random) -> tuple[str, datetime]:
    """Return a zone, and when a window of eight days begins: three in four see clocks change."""
    if random.random() < 0.25:
        day = datetime(2025, 1, 1, tzinfo=UTC) + random.randrange(4 * 365) * _DAY
        return random.choice(_ZONES), day
    zone = random.choice(sorted(AWKWARD))
    return zone, random.choice(changes(zone, AWKWARD[zone])) - random.randrange(1, 7) * _DAY


@cache
def changes(zone: str, year: int) -> list[datetime]:
    """Return the days (UTC) of a year in which clocks are changed."""
    days = [datetime(year, 1, 1, tzinfo=UTC) + number * _DAY for number in range(366)]
    place = ZoneInfo(zone)
    return [
        day
        for day in days
        if day.astimezone(place).utcoffset() != (day + _DAY).astimezone(place).utcoffset()
    ]


def random_calendar(random: Random, zone: str, begin: datetime) -> Calendar:
    """Return who works when in a window: with days off, holidays and absences, all by chance."""
    days = [begin.date() + number * _DAY for number in range(-1, WINDOW.days + 2)]
    return Calendar(
        zone=zone,
        hours={day: random_hours(random) for day in Weekday if random.random() < 0.8},
        holidays=frozenset[date](random.sample(days, random.choice([0, 0, 1, 3]))),
        absences=tuple(random_absence(random, begin) for _ in range(random.choice([0, 0, 1, 3]))),
    )


def random_hours(random: Random) -> tuple[Hours, ...]:
    """Return one day's hours: one to three spans, often touching midnight, to the minute."""
    edges = sorted(random.sample(range(1, 24 * 60), 2 * random.choice([1, 1, 2, 2, 3])))
    if random.random() < 0.3:
        edges[0] = 0
    if random.random() < 0.3:
        edges[-1] = 24 * 60
    times = [time(edge // 60 % 24, edge % 60) for edge in edges]
    return tuple(map(Hours, times[::2], times[1::2]))


def random_absence(random: Random, begin: datetime) -> Absence:
    """Return an absence of a minute to three days somewhere in the window."""
    start = begin + timedelta(minutes=random.randrange(WINDOW // timedelta(minutes=1)))
    return Absence(start, start + timedelta(minutes=random.choice([1, 60, 480, 3 * 1440])))
