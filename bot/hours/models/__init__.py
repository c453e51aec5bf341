"""What people have said of their hours, and what follows from it."""

from bot.hours.models.holidays import HolidaysEnd
from bot.hours.models.schedule import Schedule
from bot.hours.models.tables import Absence, CompanyHours, PersonalHours

__all__ = ["Absence", "CompanyHours", "HolidaysEnd", "PersonalHours", "Schedule"]
