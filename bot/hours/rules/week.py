"""When somebody works, and when they want quiet, by the clocks of where they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.errors import InvalidInput

Span = tuple[time, time]
"""From when until when on one day; until 00:00 is until midnight."""

_DAY = 24 * 60
_Minutes = tuple[int, int]


@dataclass(frozen=True)
class Hours:
    """The same on each of `days` (0 is Monday, as `date.weekday()` has it), in local time.

    Work that closes at or before it opens ends on the day after, as quiet does. Quiet that ends
    when it begins is none. Times are of whole minutes.
    """

    days: tuple[int, ...]
    opens: time
    closes: time
    quiet_from: time
    quiet_until: time


DEFAULT = Hours((0, 1, 2, 3, 4), time(9), time(17), quiet_from=time(19), quiet_until=time(8))
"""Until a company says otherwise."""


def check(hours: Hours) -> None:
    """Raise InvalidInput for hours in which nobody could ever be told anything."""
    if not hours.days:
        raise InvalidInput("days", "Please choose at least one day.")
    if hours.opens == hours.closes:
        raise InvalidInput("closes", "Work begins and ends at the same time. Please change one.")
    if not any(reachable(hours).values()):
        raise InvalidInput(
            "quiet_until", "That leaves no working time in which I may write. Please shorten it."
        )


def working(hours: Hours) -> Mapping[int, Sequence[Span]]:
    """Return each weekday's working time, in order; night work goes on on the day after."""
    return {day: _as_spans(spans) for day, spans in _working(hours).items()}


def reachable(hours: Hours) -> Mapping[int, Sequence[Span]]:
    """Return each weekday's working time without the quiet hours, in order."""
    quiet = _minutes(hours.quiet_from, hours.quiet_until)
    return {day: _as_spans(_without(spans, quiet)) for day, spans in _working(hours).items()}


def is_quiet(hours: Hours, at: time) -> bool:
    """Return whether `at`, a local time of day, is in the quiet hours."""
    begins, ends = hours.quiet_from, hours.quiet_until
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def _working(hours: Hours) -> dict[int, list[_Minutes]]:
    """Return each weekday's working time in minutes since midnight."""
    spans: dict[int, list[_Minutes]] = {}
    for day in set(hours.days):
        # The part before midnight is that day's, the part after it the next one's.
        for later, span in enumerate(reversed(_minutes(hours.opens, hours.closes))):
            spans.setdefault((day + later) % 7, []).append(span)
    return {day: sorted(each) for day, each in spans.items()}


def _minutes(begins: time, ends: time) -> list[_Minutes]:
    """Return a daily span in minutes since midnight, in two parts if midnight is in it."""
    start, end = _minute(begins), _minute(ends)
    if start < end:
        return [(start, end)]
    if start == end:
        return []
    return [*([(0, end)] if end else []), (start, _DAY)]


def _without(spans: Sequence[_Minutes], quiet: Sequence[_Minutes]) -> list[_Minutes]:
    left = list(spans)
    for begins, ends in quiet:
        parts = [
            part
            for start, end in left
            for part in ((start, min(end, begins)), (max(start, ends), end))
        ]
        left = [(start, end) for start, end in parts if start < end]
    return left


def _as_spans(spans: Sequence[_Minutes]) -> list[Span]:
    return [(_time(start), _time(end)) for start, end in spans]


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
