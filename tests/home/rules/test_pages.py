"""The pages of a Home: the most urgent first, and every row on one of them."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.home import rules
from bot.home.rules import PAGE, Deed, Item, Status
from tests.clock import MONDAY_MORNING as NOW

steady = settings(derandomize=True)
totals = st.integers(0, 10_000)


def item(urgency: int, minutes: int, subject: str = "1") -> Item:
    due_at = NOW + timedelta(minutes=minutes)
    return Item(
        name=f"ESC-{subject}",
        urgency=urgency,
        label="High",
        about="Marketing asks IT",
        words="The export fails",
        due_at=due_at,
        status=Status.ASKED,
        at=due_at,
        by=None,
        deed=Deed.ACKNOWLEDGE,
        subject=subject,
    )


ITEMS = st.lists(st.builds(item, st.integers(0, 2), st.integers(-60, 60)), max_size=130)


class TestLastPage:
    @pytest.mark.parametrize(
        ("total", "expected"), [(0, 0), (1, 0), (20, 0), (21, 1), (40, 1), (200, 9)]
    )
    def test_counts_from_zero(self, total: int, expected: int) -> None:
        assert rules.last_page(total) == expected


class TestTurnedTo:
    @steady
    @given(st.integers(-5, 1000), totals)
    def test_is_a_page_that_there_is(self, number: int, total: int) -> None:
        shown = rules.turned_to(number, total=total)
        assert 0 <= shown <= rules.last_page(total)
        assert shown == number or not 0 <= number <= rules.last_page(total)


class TestPage:
    @steady
    @given(st.lists(ITEMS, max_size=3))
    def test_has_every_row_once_and_the_most_urgent_first(self, unsorted: list[list[Item]]) -> None:
        """Whichever source a row comes from, and if sources give no more than they must."""
        sources = [sorted(source, key=rules.order) for source in unsorted]
        total = sum(map(len, sources))
        shown: list[Item] = []
        for number in range(rules.last_page(total) + 1):
            enough = [source[: (number + 1) * PAGE] for source in sources]
            page = rules.page(enough, number=number, total=total)
            assert page.first == len(shown) + 1
            assert page.is_last == (number == rules.last_page(total))
            shown += page.items
        assert sorted(map(id, shown)) == sorted(id(each) for source in sources for each in source)
        assert [rules.order(each) for each in shown] == sorted(map(rules.order, shown))

    def test_takes_high_before_what_is_due_sooner_and_then_the_soonest(self) -> None:
        rows = [item(1, 5), item(0, 20), item(1, -5), item(0, 10)]
        page = rules.page([rows[:2], rows[2:]], number=0, total=4)
        assert page.items == [rows[3], rows[1], rows[2], rows[0]]
