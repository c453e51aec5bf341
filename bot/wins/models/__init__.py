"""Wins, whom they name, and where they were told."""

from bot.wins.models.posts import Channel, Post, Told
from bot.wins.models.reactions import Reaction
from bot.wins.models.settings import Periodical, Settings
from bot.wins.models.wins import Cheer, Honoree, Thanks, Win

__all__ = [
    "Channel",
    "Cheer",
    "Honoree",
    "Periodical",
    "Post",
    "Reaction",
    "Settings",
    "Thanks",
    "Told",
    "Win",
]
