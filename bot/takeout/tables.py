"""Decisions as a table (CSV): one row each, and the people in one cell."""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import fields

from bot import spreadsheet
from bot.decisions.rules.records import Record, Unreadable, dump, load
from bot.takeout.reading import read_each

COLUMNS = tuple(each.name for each in fields(Record))
_IN_JSON = {"number", "needed", "follows", "people"}


def write(records: Iterable[Record]) -> str:
    """Return the table; no cell of it is taken for a formula."""
    return "".join(spreadsheet.lines(_rows(records)))


def read(text: str) -> dict[str, Record]:
    """Return the decisions of a table, by their rows. Raises Unreadable."""
    try:
        header, *rows = spreadsheet.read(text) or [[]]
    except csv.Error as error:
        raise Unreadable(f"This is no table (CSV): {error}.") from error
    if unknown := sorted(set(header) - set(COLUMNS)):
        told = f"I do not know the column {unknown[0]!r}. Separate columns with commas"
        raise Unreadable(f"row 1: {told}, and call them {', '.join(COLUMNS)}.")
    pieces = ((f"row {place}", (header, row)) for place, row in enumerate(rows, start=2) if row)
    return read_each(pieces, _read)


def _rows(records: Iterable[Record]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for record in records:
        said = dump(record)
        if people := said.get("people"):
            said["people"] = json.dumps(people, ensure_ascii=False)
        yield [str(said.get(column, "")) for column in COLUMNS]


def _read(row: tuple[list[str], list[str]]) -> Record:
    header, cells = row
    if len(header) != len(cells):
        raise Unreadable(f"it has {len(cells)} cells, and the first row {len(header)}")
    said: dict[str, object] = {name: cell for name, cell in zip(header, cells, strict=True) if cell}
    for name in _IN_JSON & said.keys():
        with suppress(ValueError, RecursionError):  # what is left a text is refused as one
            said[name] = json.loads(str(said[name]))
    return load(said)
