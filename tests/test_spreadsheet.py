"""Tables for a spreadsheet: every cell is what it was, and none is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import spreadsheet

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
CELLS = st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5)


def read(rows: list[list[str]]) -> list[list[str]]:
    """Return the table as a spreadsheet reads it."""
    written = "".join(spreadsheet.lines(rows))
    assert written.startswith(spreadsheet.BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(written.removeprefix(spreadsheet.BYTE_ORDER_MARK), "")))


class TestLines:
    @given(CELLS)
    def test_lose_nothing_and_contain_no_formula(self, rows: list[list[str]]) -> None:
        for row, was in zip(read(rows), rows, strict=True):
            for cell, typed in zip(row, was, strict=True):
                assert cell in {typed, f"'{typed}"}
                assert not cell.startswith(FORMULAS)

    @pytest.mark.parametrize("begin", FORMULAS)
    def test_neutralise_a_formula(self, begin: str) -> None:
        assert read([[f"{begin}1+1", "x"]]) == [[f"'{begin}1+1", "x"]]
