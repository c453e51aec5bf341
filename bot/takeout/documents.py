"""Decisions as one JSON document."""

import json
from collections.abc import Iterable

from bot.decisions.rules.records import Record, Unreadable, dump, load
from bot.takeout.reading import read_each

VERSION = 1


def write(records: Iterable[Record]) -> str:
    """Return the document."""
    said = {"version": VERSION, "decisions": [dump(each) for each in records]}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> dict[str, Record]:
    """Return the decisions of a document, by their places in it. Raises Unreadable."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise Unreadable(f"This is no document of decisions of version {VERSION}.")
    listed = said.get("decisions")
    if not isinstance(listed, list):
        raise Unreadable("The document has no list of decisions.")
    return read_each(((f"decision {place}", each) for place, each in enumerate(listed, 1)), load)
