"""When it is time to say until when holidays are known."""

from datetime import date

import pytest

from bot.hours.rules import holidays


class TestIsEnding:
    @pytest.mark.parametrize(
        ("today", "is_ending"),
        [
            (date(2026, 10, 31), False),  # sixty-one days before
            (date(2026, 11, 1), True),
            (date(2026, 12, 31), True),
            (date(2030, 1, 1), True),
        ],
    )
    def test_begins_sixty_days_before_and_stays(self, today: date, is_ending: bool) -> None:
        assert holidays.is_ending(date(2026, 12, 31), today=today) is is_ending
