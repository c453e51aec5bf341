"""Messages that nobody asked for: few, never at night, and merged into one."""

from bot.nudges.operations.listening import heard_from
from bot.nudges.operations.saying import Said, say
from bot.nudges.operations.telling import move
from bot.nudges.operations.writing import Nudge, nudge, withdraw, withdraw_about

__all__ = [
    "Nudge",
    "Said",
    "heard_from",
    "move",
    "nudge",
    "say",
    "withdraw",
    "withdraw_about",
]
