"""What hours and absences can be, and what follows from them."""

from bot.hours.rules.permissions import PERMISSIONS

__all__ = ["PERMISSIONS"]
