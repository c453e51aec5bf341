"""The bot's clock: the system's, or one that a file moves."""

from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.clock import shifted_clock, utc_now

HOUR = timedelta(hours=1)


class TestUtcNow:
    def test_is_aware_and_in_utc(self) -> None:
        assert utc_now().tzinfo is UTC

    def test_goes_forward(self) -> None:
        assert utc_now() <= utc_now()


class TestShiftedClock:
    @pytest.mark.parametrize(
        ("written", "shift"),
        [("3600", HOUR), ("3600.000000\n", HOUR), ("-3600", -HOUR), ("", 0 * HOUR)],
    )
    def test_adds_the_seconds_in_its_file(
        self, tmp_path: Path, written: str, shift: timedelta
    ) -> None:
        file = tmp_path / "clock"
        file.write_text(written)
        before = utc_now()
        told = shifted_clock(file)()
        assert before <= told - shift <= utc_now()
        assert told.tzinfo is UTC

    def test_adds_nothing_while_the_file_is_missing(self, tmp_path: Path) -> None:
        before = utc_now()
        assert before <= shifted_clock(tmp_path / "none")() <= utc_now()

    def test_reads_the_file_anew_at_each_use(self, tmp_path: Path) -> None:
        file = tmp_path / "clock"
        now = shifted_clock(file)
        first = now()
        file.write_text("86400")
        assert now() - first >= timedelta(days=1)
        file.write_text("172800")
        assert now() - first >= timedelta(days=2)
