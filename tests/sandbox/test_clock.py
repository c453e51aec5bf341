"""The workspace's clock and the file others follow it by."""

from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.clock import ShiftedClock
from tests.clock import MONDAY_MORNING, MovedClock


class TestShiftedClock:
    def test_runs_ahead_of_the_clock_below(self, clock: MovedClock) -> None:
        shifted = ShiftedClock(clock)
        shifted.advance(timedelta(hours=1))
        clock.advance(minutes=1)
        assert shifted() == MONDAY_MORNING + timedelta(hours=1, minutes=1)

    def test_writes_its_shift_for_others(self, clock: MovedClock, tmp_path: Path) -> None:
        file = tmp_path / "clock"
        shifted = ShiftedClock(clock, file)
        assert float(file.read_text()) == 0
        shifted.advance(timedelta(minutes=15))
        shifted.advance(timedelta(seconds=0.5))
        assert float(file.read_text()) == 900.5
        assert [path.name for path in tmp_path.iterdir()] == ["clock"]

    @pytest.mark.parametrize("days", [7973 * 366, 999_999_999])
    def test_ends_with_the_calendar(self, clock: MovedClock, days: int) -> None:
        shifted = ShiftedClock(clock)
        with pytest.raises((ValueError, OverflowError)):
            shifted.advance(timedelta(days=days))
        assert shifted() == MONDAY_MORNING

    def test_never_goes_back(self, clock: MovedClock) -> None:
        with pytest.raises(ValueError, match="forward"):
            ShiftedClock(clock).advance(timedelta(seconds=-1))
