"""Which Homes are kept fresh, and whether something on them has changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

OPENED_WITHIN = timedelta(days=7)
"""How long after its person last looked a Home is kept fresh; later it is drawn when opened."""


def changed(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """Return the keys that came, went or have another value; all of them if `before` is None."""
    known = before or {}
    return sorted(key for key in {*known, *after} if known.get(key) != after.get(key))


def digest(blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return 64 characters that stand for what a Home shows: the same for the same blocks."""
    return hashlib.sha256(json.dumps(blocks, sort_keys=True).encode()).hexdigest()
