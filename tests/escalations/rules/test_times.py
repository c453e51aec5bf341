"""Since when the people asked could have acted."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.escalations.rules import times

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class TestBegan:
    @pytest.mark.parametrize(
        ("late_by", "expected"),
        [
            (timedelta(0), timedelta(0)),
            (timedelta(seconds=5), timedelta(0)),
            (timedelta(minutes=1), timedelta(0)),
            (timedelta(minutes=1, seconds=1), timedelta(minutes=1, seconds=1)),
            (timedelta(hours=2), timedelta(hours=2)),
            (-timedelta(hours=2), timedelta(0)),
        ],
    )
    def test_is_when_they_were_asked_unless_they_were_told_late(
        self, late_by: timedelta, expected: timedelta
    ) -> None:
        assert times.began(NOON, NOON + late_by) == NOON + expected
