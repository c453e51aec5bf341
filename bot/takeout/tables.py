"""Decisions as a table (CSV): one row each, and the people in one cell."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields

from bot import spreadsheet
from bot.decisions.rules.records import Record, Unreadable, dump, load

COLUMNS = tuple(each.name for each in fields(Record))
_NUMBERS = {"number", "needed", "follows"}


def write(records: Iterable[Record]) -> str:
    """Return the table; no cell of it is taken for a formula."""
    return "".join(spreadsheet.lines(_rows(records)))


def read(text: str) -> list[Record]:
    """Return the decisions of a table. Raises Unreadable."""
    header, *rows = spreadsheet.read(text) or [[]]
    if not set(header) <= set(COLUMNS):
        raise Unreadable(f"I do not know the column {sorted(set(header) - set(COLUMNS))[0]!r}")
    found = []
    for place, row in enumerate(rows, start=2):
        try:
            found.append(load(_said(dict(zip(header, row, strict=True)))))
        except ValueError as error:
            raise Unreadable(f"row {place}: {error}") from error
    return found


def _rows(records: Iterable[Record]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for record in records:
        said = dump(record)
        if people := said.get("people"):
            said["people"] = json.dumps(people, ensure_ascii=False)
        yield [str(said.get(column, "")) for column in COLUMNS]


def _said(cells: dict[str, str]) -> dict[str, object]:
    said: dict[str, object] = {name: cell for name, cell in cells.items() if cell}
    for name in _NUMBERS & said.keys():
        said[name] = int(cells[name])
    if "people" in said:
        said["people"] = json.loads(cells["people"])
    return said
