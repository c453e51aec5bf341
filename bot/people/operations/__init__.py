"""Keeping what we know of people, channels and members true."""

from bot.people.operations.channels import record_channels
from bot.people.operations.following import follow, unfollow
from bot.people.operations.people import record_people
from bot.people.rules.profiles import Place, Profile

__all__ = ["Place", "Profile", "follow", "record_channels", "record_people", "unfollow"]
