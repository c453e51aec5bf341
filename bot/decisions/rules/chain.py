"""The chain of hashes that shows whether the history of decisions was altered.

Each event of a workspace has the hash of the one before it in its own. Whoever alters one has to
alter all that follow it, and whoever removes the last ones leaves a number unused.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

BEGINNING = ""
"""What the first event of a workspace has in the place of the hash before it."""


def link(previous: str, event: Mapping[str, Any]) -> str:
    """Return the hash of an event, of what JSON can keep, that follows the one hashed `previous`.

    The same on every database and in every release: SHA-256 of JSON with sorted keys.
    """
    said = json.dumps([previous, event], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def digest(*words: str | None) -> str:
    """Return what stands for people's words in an event: they are kept once, with the decision."""
    return link(BEGINNING, {"words": words})
