"""Tables as CSV that a spreadsheet opens as what they are."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"
"""By it Excel knows that a file is UTF-8."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (owasp.org, "CSV Injection")."""


def lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the table piece by piece; no cell of it is taken for a formula."""
    yield BYTE_ORDER_MARK
    for row in rows:
        line = StringIO()
        csv.writer(line).writerow([_neutral(cell) for cell in row])
        yield line.getvalue()


def _neutral(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
