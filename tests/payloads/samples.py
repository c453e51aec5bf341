"""Slack's published payloads, with Acme's people in them; see README.md for where they are from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def load(name: str) -> dict[str, Any]:
    """Return a sample, to be changed at will."""
    sample: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return sample


def fields(payload: dict[str, Any], *, opaque: frozenset[str] = frozenset()) -> set[str]:
    """Return the dotted name of every field; those in `opaque` are not looked into.

    The rows of a list are looked at together: `actions[].value`.
    """
    return set(_fields(payload, "", opaque))


def _fields(value: Any, at: str, opaque: frozenset[str]) -> Iterator[str]:
    if at in opaque:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            below = f"{at}.{name}" if at else name
            yield below
            yield from _fields(inner, below, opaque)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, f"{at}[]", opaque)
