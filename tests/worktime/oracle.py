"""Working time by walking through the minutes one by one: slow, and plain enough to be right."""

from bisect import bisect_left
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from bot.worktime.rules.business import Calendar

MINUTE = timedelta(minutes=1)


class Oracle:
    """What each minute of a window is, for a calendar; it only understands whole minutes."""

    def __init__(self, calendar: Calendar, begin: datetime, end: datetime) -> None:
        zone = ZoneInfo(calendar.zone)
        self.begin = begin
        self.minutes: list[bool] = []
        moment = begin
        while moment < end:
            self.minutes.append(works(calendar, moment, moment.astimezone(zone)))
            moment += MINUTE
        self.worked = [0, *accumulate(self.minutes)]
        """How many minutes of work there were before each minute."""

    def is_open(self, at: datetime) -> bool:
        return self.minutes[self._number(at)]

    def measure(self, start: datetime, end: datetime) -> timedelta:
        return (self.worked[self._number(end)] - self.worked[self._number(start)]) * MINUTE

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return the first minute, from `start` on, by which so much was worked."""
        first = self._number(start)
        wanted = self.worked[first] + duration // MINUTE
        return self.begin + bisect_left(self.worked, wanted, lo=first) * MINUTE

    def _number(self, moment: datetime) -> int:
        return (moment.astimezone(UTC) - self.begin) // MINUTE


def works(calendar: Calendar, moment: datetime, local: datetime) -> bool:
    """Return whether the minute that begins at `moment` is worked; clocks show `local` then."""
    if local.date() in calendar.holidays:
        return False
    if any(absence.start <= moment < absence.end for absence in calendar.absences):
        return False
    shown = local.time()
    return any(
        hours.opens <= shown and (shown < hours.closes or hours.closes == time.min)
        for hours in calendar.hours.get(local.weekday(), ())
    )
