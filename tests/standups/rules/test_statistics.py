"""How a stand-up goes: nobody's own time is told, and few rounds are no trend."""

from datetime import date, timedelta

import pytest

from bot.standups.rules.statistics import Held, Trend, median, participation, trend

DAY = date(2026, 11, 23)


def held(minutes: float | None, *, asked: int | None = 4, heard: int = 3) -> Held:
    span = None if minutes is None else timedelta(minutes=minutes)
    return Held(DAY, asked, heard, away=0, median=span)


class TestMedian:
    def test_is_told_of_three(self) -> None:
        assert median(timedelta(minutes=each) for each in (9, 1, 5)) == timedelta(minutes=5)

    @pytest.mark.parametrize("people", range(3))
    def test_is_told_of_no_fewer(self, people: int) -> None:
        assert median([timedelta(minutes=1)] * people) is None


class TestParticipation:
    def test_is_of_all_rounds_together(self) -> None:
        assert participation([held(1), held(1, asked=6, heard=6)]) == 0.9

    def test_leaves_out_what_was_not_held(self) -> None:
        assert participation([held(1), held(None, asked=None, heard=0)]) == 0.75

    def test_is_none_of_nothing(self) -> None:
        assert participation([]) is None


class TestTrend:
    @pytest.mark.parametrize(
        ("minutes", "expected"),
        [
            ([60, 60, 30, 30], Trend.FASTER),
            ([30, 30, 60, 60], Trend.SLOWER),
            ([60, 60, 60, 55], Trend.ALIKE),
            ([60, None, 60, 30], None),
            ([60, 60, None, 30, 30], Trend.FASTER),
            ([], None),
        ],
    )
    def test_compares_the_newer_half_with_the_older(
        self, minutes: list[float | None], expected: Trend | None
    ) -> None:
        assert trend([held(each) for each in minutes]) is expected
