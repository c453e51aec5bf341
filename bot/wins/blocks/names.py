"""How the people of a win are named."""

from bot.slack import block_kit
from bot.wins.models import Win
from bot.wins.rules import NAMED_MAX


def of_win(win: Win) -> str:
    """Return the people of a win; of a crowd the first, and how many more."""
    shown, rest = win.people[:NAMED_MAX], win.people[NAMED_MAX:]
    return block_kit.mentions(shown) + (f" and {len(rest)} more" if rest else "")
