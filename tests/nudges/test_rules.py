"""When the next message may go, for whom there was one before."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nudges import rules

MONDAY = date(2026, 11, 23)
days_ahead = st.integers(-10, 10)


def day(ahead: int) -> date:
    return MONDAY + timedelta(days=ahead)


def openings(*ahead: int) -> list[tuple[datetime, date]]:
    return [(datetime.combine(day(each), time(9), UTC), day(each)) for each in ahead]


class TestNextSlot:
    @pytest.mark.parametrize(
        ("told", "slot"),
        [
            ([], 0),
            ([-1], 0),
            ([0], 1),
            ([-3, -2, -1], 4),
            ([-6, -2, -1], 1),
            ([-7, -2, -1], 0),
            ([-2, -1, 0], 5),
        ],
    )
    def test_is_the_first_day_with_room(self, told: Sequence[int], slot: int) -> None:
        every_day = openings(*range(20))
        assert rules.next_slot(every_day, [day(each) for each in told]) == every_day[slot][0]

    def test_is_none_without_openings(self) -> None:
        assert rules.next_slot([], []) is None

    @given(st.sets(days_ahead).map(sorted), st.lists(days_ahead, max_size=3, unique=True))
    def test_keeps_every_seven_days_within_the_budget(
        self, open_on: list[int], told: list[int]
    ) -> None:
        told_on = [day(each) for each in told]
        for _message in range(30):
            later = [each for each in openings(*open_on) if each[1] > max([*told_on, day(-11)])]
            slot = rules.next_slot(later, told_on)
            if slot is None:
                break
            told_on.append(slot.date())
        for first in told_on:
            week = [each for each in told_on if first <= each < first + timedelta(days=7)]
            assert len(week) <= rules.A_WEEK
        assert len(set(told_on)) == len(told_on)


class TestHasRoom:
    @pytest.mark.parametrize(
        ("told", "room"),
        [([], True), ([0], False), ([-1, -2], True), ([-1, -2, -3], False), ([-1, -6, -7], True)],
    )
    def test_counts_that_day_and_seven(self, told: Sequence[int], room: bool) -> None:
        assert rules.has_room(MONDAY, [day(each) for each in told]) is room


class TestIsSilent:
    @pytest.mark.parametrize(("unanswered", "silent"), [(0, False), (2, False), (3, True)])
    def test_is_after_three(self, unanswered: int, silent: bool) -> None:
        assert rules.is_silent(unanswered) is silent
