"""Meetings, their days, and the points on their agendas."""

from bot.meetings.models.meetings import Meeting
from bot.meetings.models.occurrences import Occurrence
from bot.meetings.models.points import Point

__all__ = ["Meeting", "Occurrence", "Point"]
