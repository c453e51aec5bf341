"""Wins, whom they name, and where they were told."""

from bot.wins.models.posts import Channel, Post, Told
from bot.wins.models.wins import Cheer, Honoree, Thanks, Win

__all__ = ["Channel", "Cheer", "Honoree", "Post", "Thanks", "Told", "Win"]
