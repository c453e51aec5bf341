"""What the channel, the people asked and the asker are told when an escalation moves."""

from bot.escalations.notices.moves import Moved
from bot.escalations.notices.telling import announce, redraw, tell

__all__ = ["Moved", "announce", "redraw", "tell"]
