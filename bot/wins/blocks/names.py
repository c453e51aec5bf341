"""The people of a win in words: at most some by name, and how many more there are."""

from collections.abc import Sequence

from bot.slack import block_kit

NAMED_MAX = 20
"""People whom a message names: whoever reads more looks for no one any more."""


def named(user_ids: Sequence[str], limit: int = NAMED_MAX) -> str:
    """Return people as a list in words, at most `limit` of them by name."""
    if len(user_ids) <= limit:
        return block_kit.mentions(user_ids)
    shown = ", ".join(map(block_kit.mention, user_ids[:limit]))
    return f"{shown} and {len(user_ids) - limit} more"
