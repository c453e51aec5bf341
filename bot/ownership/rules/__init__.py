"""What an entry says, who may change it, and which words mean the same."""

from bot.ownership.rules.permissions import PERMISSIONS

__all__ = ["PERMISSIONS"]
