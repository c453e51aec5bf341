"""Who is looking, and so: which names they know, what day it is for them, and which time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")
_RELATIVE = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_TEENS = range(11, 14)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: texts name people, and show times, for them."""

    id: str
    zone: ZoneInfo
    now: datetime
    names: Mapping[str, str]
    """User and channel ids -> visible names."""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def local(self, timestamp: float | str) -> datetime:
        """Return a Unix time (seconds), or a message's ts, on this reader's wall."""
        return datetime.fromtimestamp(float(timestamp), UTC).astimezone(self.zone)

    def moment(self, timestamp: float, form: str) -> str:
        """Return an instant in Slack's date formats, such as `{date_short_pretty} at {time}`.

        Slack: /messaging/formatting-message-text, "Date formatting". Unknown tokens stay.
        """
        at = self.local(timestamp)
        return _TOKEN.sub(lambda found: self._token(at, found[1], found[0]), form)

    def _token(self, at: datetime, name: str, otherwise: str) -> str:
        day = at.date()
        if name.endswith("_pretty"):
            relative = _RELATIVE.get((day - self.today).days)
            name = name.removesuffix("_pretty")
            if relative:
                return relative
        if name == "ago":
            return ago(self.now - at)
        forms = {
            "date_num": f"{day:%Y-%m-%d}",
            "date_slash": f"{day:%m/%d/%Y}",
            "date_short": f"{day:%b} {day.day}, {day.year}",
            "date": f"{day:%B} {ordinal(day.day)}, {day.year}",
            "date_long": f"{day:%A}, {day:%B} {ordinal(day.day)}, {day.year}",
            "time": clock_time(at),
            "time_secs": f"{at.hour % 12 or 12}:{at:%M:%S} {at:%p}",
        }
        return forms.get(name, otherwise)


def clock_time(at: datetime) -> str:
    """Return a time of day as Slack's default: `9:05 AM`."""
    return f"{at.hour % 12 or 12}:{at:%M} {at:%p}"


def day_name(day: date, today: date) -> str:
    """Return a day as the line between two days names it."""
    names = {0: "Today", 1: "Yesterday"}
    return names.get((today - day).days, f"{day:%A}, {day:%B} {ordinal(day.day)}")


def ordinal(number: int) -> str:
    """Return `1st`, `2nd`, `3rd`, `4th`…"""
    endings = {} if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(number % 10, 'th')}"


def ago(span: timedelta) -> str:
    """Return how long ago, or how far ahead, in the largest unit that fits."""
    seconds = abs(span.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // length)
        if count:
            words = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{words} ago" if span > timedelta(0) else f"in {words}"
    return "just now"
