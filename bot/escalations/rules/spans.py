"""Spans of working time, as people write them: `30 min`, `4 h`, `1 day`."""

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.escalations.rules.ladders import DAY
from bot.escalations.rules.moves import Urgency

SPAN_MAX = 10 * DAY

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_UNITS = {"m": _MINUTE, "h": _HOUR, "d": DAY}
_SPAN = re.compile(r"(\d{1,3})\s*(m|h|d)[a-z]*")


def written(span: timedelta) -> str:
    """Return a span as people write it; a day is one of work."""
    for unit, name in ((DAY, "day"), (_HOUR, "h"), (_MINUTE, "min")):
        number, rest = divmod(span, unit)
        if number and not rest:
            return f"{number} {name}{'s' if name == 'day' and number > 1 else ''}"
    return f"{span // _MINUTE} min"


def read(text: str) -> Mapping[Urgency, timedelta]:
    """Return the three spans in a text such as `30 min, 4 h, 1 day`, the most urgent first.

    Raises ValueError for anything else, and for spans of nothing or of more than ten days.
    """
    parts = [part.strip().lower() for part in text.split(",")]
    found = [_SPAN.fullmatch(part) for part in parts]
    spans = [int(each[1]) * _UNITS[each[2]] for each in found if each]
    if not len(spans) == len(parts) == len(Urgency):
        raise ValueError(f"not three spans: {text!r}")
    if not all(timedelta() < span <= SPAN_MAX for span in spans):
        raise ValueError(f"a span is too short or too long: {text!r}")
    return dict(zip(Urgency, spans, strict=True))


def together(within: Mapping[Urgency, timedelta]) -> str:
    """Return three spans as `read` takes them."""
    return ", ".join(written(within[urgency]) for urgency in Urgency)
