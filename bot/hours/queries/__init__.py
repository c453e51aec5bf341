"""Questions about when people work, and who is away."""

from bot.hours.queries.absences import find_absence, get_absence, list_absences
from bot.hours.queries.countries import (
    count_people_by_workspace,
    find_holidays_end,
    list_holidays_ending,
)
from bot.hours.queries.schedules import (
    find_company_hours,
    get_schedule,
    is_zone,
    list_away,
    list_schedules,
)

__all__ = [
    "count_people_by_workspace",
    "find_absence",
    "find_company_hours",
    "find_holidays_end",
    "get_absence",
    "get_schedule",
    "is_zone",
    "list_absences",
    "list_away",
    "list_holidays_ending",
    "list_schedules",
]
