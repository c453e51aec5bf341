"""Decisions as one JSON document."""

import json
from collections.abc import Iterable

from bot.decisions.rules.records import Record, Unreadable, dump, load

VERSION = 1


def write(records: Iterable[Record]) -> str:
    """Return the document."""
    said = {"version": VERSION, "decisions": [dump(each) for each in records]}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> list[Record]:
    """Return the decisions of a document. Raises Unreadable."""
    try:
        said = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"this is no JSON: {error}") from error
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise Unreadable(f"this is no document of decisions of version {VERSION}")
    found = []
    for place, each in enumerate(said.get("decisions") or (), start=1):
        try:
            found.append(load(each))
        except Unreadable as error:
            raise Unreadable(f"decision {place}: {error}") from error
    return found
