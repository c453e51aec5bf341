"""What on a Home has changed."""

import pytest

from bot.home import rules


class TestChanged:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            (None, {}, []),
            (None, {"UIVAN": [1]}, ["UIVAN"]),
            ({"UIVAN": [1]}, {"UIVAN": [1]}, []),
            ({"UIVAN": [1]}, {"UIVAN": [2], "UBO": [1]}, ["UBO", "UIVAN"]),
            ({"UIVAN": [1], "UBO": [1]}, {"UBO": [1]}, ["UIVAN"]),
        ],
        ids=["nothing yet", "first", "the same", "another and new", "gone"],
    )
    def test_is_what_came_went_or_differs(
        self, before: dict[str, list[int]] | None, after: dict[str, list[int]], expected: list[str]
    ) -> None:
        assert rules.changed(before, after) == expected


class TestDigest:
    def test_is_the_same_for_the_same(self) -> None:
        assert rules.digest([{"a": 1, "b": "é"}]) == rules.digest([{"b": "é", "a": 1}])
        assert len(rules.digest([])) == 64

    def test_is_another_for_anything_else(self) -> None:
        drawn = [[], [{"a": 1}], [{"a": 2}], [{"a": 1}, {"a": 1}]]
        assert len({rules.digest(each) for each in drawn}) == 4
