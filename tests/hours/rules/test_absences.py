"""Which days somebody can be away on."""

from datetime import date, timedelta

import pytest

from bot.errors import InvalidInput
from bot.hours.rules import absences

TODAY = date(2026, 11, 23)


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


class TestCheck:
    @pytest.mark.parametrize(("first", "last"), [(0, 0), (-3, 0), (5, 10), (1, 366)])
    def test_takes_days_that_are_not_over(self, first: int, last: int) -> None:
        absences.check(after(first), after(last), today=TODAY)

    @pytest.mark.parametrize(
        ("first", "last", "message"),
        [
            (2, 1, "That is before the first day."),
            (-3, -1, "That day is over."),
            (0, 366, "That is more than a year."),
        ],
    )
    def test_refuses_others(self, first: int, last: int, message: str) -> None:
        with pytest.raises(InvalidInput, match=message) as error:
            absences.check(after(first), after(last), today=TODAY)
        assert error.value.field == "until"


class TestOverlap:
    @pytest.mark.parametrize(
        ("other", "shared"), [((0, 1), False), ((0, 2), True), ((3, 3), True), ((5, 9), False)]
    )
    def test_counts_both_ends(self, other: tuple[int, int], shared: bool) -> None:
        one = (after(2), after(4))
        assert absences.overlap(one, (after(other[0]), after(other[1]))) is shared
