"""Who is in a win that names them, and until when it can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.people.rules import Standing
from bot.wins.rules import Left, left_out
from bot.wins.rules.times import UNDO_WITHIN, may_be_undone

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class TestLeftOut:
    @pytest.mark.parametrize(
        ("standing", "why"),
        [
            (None, None),
            (Standing.COLLEAGUE, None),
            (Standing.GUEST, Left.OUTSIDER),
            (Standing.STRANGER, Left.OUTSIDER),
            (Standing.BOT, Left.BOT),
        ],
    )
    def test_is_who_does_not_work_here(self, standing: Standing | None, why: Left | None) -> None:
        assert left_out(standing, is_giver=False, is_deactivated=False) is why
        if standing is not None:
            assert left_out(standing, is_giver=False, is_deactivated=True) is Left.GONE

    def test_is_the_giver_whatever_they_are(self) -> None:
        assert left_out(None, is_giver=True, is_deactivated=False) is Left.YOURSELF


class TestMayBeUndone:
    @pytest.mark.parametrize(
        ("after", "may"),
        [
            (timedelta(), True),
            (UNDO_WITHIN - timedelta.resolution, True),
            (UNDO_WITHIN, False),
        ],
    )
    def test_ends_after_a_day(self, after: timedelta, may: bool) -> None:
        assert may_be_undone(NOW, NOW + after) is may
