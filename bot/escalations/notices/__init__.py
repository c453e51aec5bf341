"""What the channel, the people asked and the asker are told when an escalation moves."""

from bot.escalations.notices.telling import Moved, announce, redraw, tell

__all__ = ["Moved", "announce", "redraw", "tell"]
