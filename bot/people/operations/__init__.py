"""Keeping what we know of people, channels and members true."""

from bot.people.operations.following import follow, unfollow
from bot.people.operations.recording import record_channels, record_people
from bot.people.rules.profiles import Place, Profile

__all__ = ["Place", "Profile", "follow", "record_channels", "record_people", "unfollow"]
