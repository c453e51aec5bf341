"""What a decision is called, and what it came from."""

import hashlib
import re
from collections.abc import Collection

TITLE_MAX = 150
"""Characters of a title: a line in a list."""


def title_of(words: str) -> str:
    """Return a title made of the first line of somebody's words."""
    line = words.strip().splitlines()[0].strip() if words.strip() else ""
    return line if len(line) <= TITLE_MAX else line[: TITLE_MAX - 1].rstrip() + "…"


def source_of_message(channel_id: str, ts: str) -> str:
    """Return what names a message as the source of a decision, in 24 characters."""
    return f"message:{hashlib.sha256(f'{channel_id}:{ts}'.encode()).hexdigest()[:16]}"


def is_said_in(
    source: str | None, permalink: str | None, *, channel_id: str, messages: Collection[str]
) -> bool:
    """Return whether a decision came from one of these messages (by their ts), or of their threads.

    `messages` are one, and the one that its thread begins with. The address counts whichever id it
    has for the channel: Slack may have given that another one since.
    """
    if source in {source_of_message(channel_id, ts) for ts in messages}:
        return True
    found = _ADDRESS.search(permalink or "")
    if found is None:
        return False
    return not {f"{found['at']}.{found['part']}", found["thread_ts"]}.isdisjoint(messages)


_ADDRESS = re.compile(
    r"/archives/[A-Z0-9]+/p(?P<at>\d+)(?P<part>\d{6})(?:\?thread_ts=(?P<thread_ts>\d+\.\d+))?"
)
"""A message's, as chat.getPermalink writes it: that of an answer has the thread's ts too."""


def is_message(source: str) -> bool:
    """Return whether a source is a message, which has an address and no name."""
    return source.startswith("message:")
