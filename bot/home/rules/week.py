"""What the week was, and what comes until Sunday."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Week:
    """What happened since Monday: raised by the person, how many of those were answered, and
    answered by the person."""

    raised: int
    raised_and_answered: int
    answered: int


@dataclass(frozen=True)
class Due:
    """An initiative of the person's; `words` is its title."""

    name: str
    words: str
    on: date


@dataclass(frozen=True)
class Away:
    """A colleague of one of the person's teams who is away on these days, both included."""

    user_id: str
    first: date
    last: date
    stand_in_id: str | None


@dataclass(frozen=True)
class Ahead:
    """What comes until Sunday, the soonest first, and how much more there is of it."""

    today: date
    due: Sequence[Due] = ()
    more_due: int = 0
    away: Sequence[Away] = ()
    more_away: int = 0


def week_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the last Monday began on the clocks of `zone`, which is `now` at the latest."""
    here = now.astimezone(zone)
    monday = here.date() - timedelta(days=here.weekday())
    # In winter or summer time, as it was on Monday; a midnight that the clocks skipped is an hour
    # off, and nobody minds.
    return min(now, datetime.combine(monday, time.min, zone).astimezone(now.tzinfo))


def sunday(today: date) -> date:
    """Return the last day of the week that `today` is in."""
    return today + timedelta(days=6 - today.weekday())
