"""What a decision is called, and what it came from."""

import hashlib

TITLE_MAX = 150
"""Characters of a title: a line in a list."""


def title_of(words: str) -> str:
    """Return a title made of the first line of somebody's words."""
    line = words.strip().splitlines()[0].strip() if words.strip() else ""
    return line if len(line) <= TITLE_MAX else line[: TITLE_MAX - 1].rstrip() + "…"


def source_of_message(channel_id: str, ts: str) -> str:
    """Return what names a message as the source of a decision, in 24 characters."""
    return f"message:{hashlib.sha256(f'{channel_id}:{ts}'.encode()).hexdigest()[:16]}"


def is_message(source: str) -> bool:
    """Return whether a source is a message, which has an address and no name."""
    return source.startswith("message:")
