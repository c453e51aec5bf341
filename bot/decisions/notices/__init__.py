"""What people are told of a decision, besides its card, which always shows how it stands."""

from bot.decisions.notices.moves import Moved
from bot.decisions.notices.telling import announce, redraw, tell

__all__ = ["Moved", "announce", "redraw", "tell"]
