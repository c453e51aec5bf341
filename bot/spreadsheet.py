"""Tables as CSV that a spreadsheet opens as what they are."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"
"""By it Excel knows that a file is UTF-8."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (owasp.org, "CSV Injection")."""


_QUOTE = "'"
"""In front of a cell, it makes the rest text. One that is there already is written twice, so that
`read` knows it from ours."""


def lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the table piece by piece; no cell of it is taken for a formula."""
    yield BYTE_ORDER_MARK
    for row in rows:
        line = StringIO()
        csv.writer(line).writerow([_neutral(each) for each in row])
        yield line.getvalue()


def cell(value: object) -> str:
    """Return a value as a cell says it: what is not there is empty, a time or a day as ISO 8601."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def read(text: str) -> list[list[str]]:
    """Return the rows of a table that `lines` made, every cell as it was."""
    rows = csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))
    return [[each.removeprefix(_QUOTE) for each in row] for row in rows]


def _neutral(words: str) -> str:
    return f"{_QUOTE}{words}" if words.startswith((*_FORMULAS, _QUOTE)) else words
