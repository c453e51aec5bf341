"""What people have said of their hours, and what follows from it."""

from bot.hours.models.schedule import Schedule
from bot.hours.models.tables import Absence, CompanyHours, PersonalHours

__all__ = ["Absence", "CompanyHours", "PersonalHours", "Schedule"]
