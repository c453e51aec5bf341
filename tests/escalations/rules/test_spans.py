"""Spans of working time, as people write them."""

from datetime import timedelta

import pytest

from bot.escalations.rules import Urgency, spans

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(hours=8)


class TestRead:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("30 min, 4 h, 1 day", [30 * MINUTE, 4 * HOUR, DAY]),
            (" 15m,2 hours , 3 Days", [15 * MINUTE, 2 * HOUR, 3 * DAY]),
            ("1 h, 1 h, 10 d", [HOUR, HOUR, 10 * DAY]),
        ],
    )
    def test_takes_three_the_most_urgent_first(self, text: str, expected: list[timedelta]) -> None:
        assert spans.read(text) == dict(zip(Urgency, expected, strict=True))

    @pytest.mark.parametrize(
        "text", ["", "30 min", "30 min, 4 h", "30, 4, 1", "0 min, 4 h, 1 day", "1 h, 1 h, 11 days"]
    )
    def test_refuses_anything_else(self, text: str) -> None:
        with pytest.raises(ValueError, match="span"):
            spans.read(text)


class TestWritten:
    @pytest.mark.parametrize(
        ("span", "expected"),
        [
            (30 * MINUTE, "30 min"),
            (90 * MINUTE, "90 min"),
            (4 * HOUR, "4 h"),
            (DAY, "1 day"),
            (3 * DAY, "3 days"),
            (12 * HOUR, "12 h"),
        ],
    )
    def test_is_the_largest_unit_that_fits(self, span: timedelta, expected: str) -> None:
        assert spans.written(span) == expected

    def test_is_read_again(self) -> None:
        within = {Urgency.HIGH: 45 * MINUTE, Urgency.NORMAL: DAY, Urgency.LOW: 12 * HOUR}
        assert spans.read(spans.together(within)) == within
