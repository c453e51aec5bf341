"""The months of a timeline, and where a day stands among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from bot.pictures.timeline_row import CHART

MONTHS_MIN, MONTHS_MAX = 4, 18
"""A quarter ahead at least; what is further away than a year and a half stands at the edge."""

_BACK = timedelta(days=31)
_YEAR = 12
_LABELLED = 112
"""Pixels that a month's name needs: where they are closer, some have none."""


class Dated(Protocol):
    """What has a day on the axis."""

    @property
    def target_on(self) -> date: ...


@dataclass(frozen=True)
class Axis:
    """From the first day until before the last one; `today` stands within."""

    first: date
    last: date
    today: date

    def place(self, day: date) -> int:
        """Return the pixel at which a day begins; one that is outside stands at the edge."""
        left, right = CHART
        share = (day - self.first) / (self.last - self.first)
        return round(left + (right - left) * min(1.0, max(0.0, share)))

    @property
    def months(self) -> Sequence[tuple[int, int, str]]:
        """Of each month, where it begins and ends, and what it is called there."""
        firsts = []
        month = self.first
        while month < self.last:
            firsts.append(month)
            month = _after(month, 1)
        each = (CHART[1] - CHART[0]) // len(firsts)
        step = max(1, -(-_LABELLED // each))
        return [
            (
                self.place(month),
                self.place(_after(month, step)),
                "" if number % step else _called(month, is_first=number == 0),
            )
            for number, month in enumerate(firsts)
        ]


def axis_of(today: date, bars: Sequence[Dated]) -> Axis:
    """Return the axis that has today and the target dates, as far as they are not too far away."""
    first = (today - _BACK).replace(day=1)
    furthest = max((bar.target_on for bar in bars), default=today)
    last = min(_after(first, MONTHS_MAX), _after(min(furthest, _END).replace(day=1), 1))
    return Axis(first, max(last, _after(first, MONTHS_MIN)), today)


_END = date(9000, 1, 1)
"""Somebody may type any year: the month after the last that there is has no date."""


def _after(month: date, number: int) -> date:
    """Return the first day so many months after a month's."""
    months = month.year * _YEAR + month.month - 1 + number
    return date(months // _YEAR, months % _YEAR + 1, 1)


def _called(month: date, *, is_first: bool) -> str:
    return f"{month:%b %Y}" if is_first or month.month == 1 else f"{month:%b}"
