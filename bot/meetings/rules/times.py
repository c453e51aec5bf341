"""When agendas come, what they look back on, and how long a meeting takes points."""

from datetime import datetime, time, timedelta

from bot.worktime.rules.periods import Rhythm

AGENDA_AT = time(9)
"""On the working day before, by the meeting's clock."""

_GOES_ON_FOR = timedelta(hours=2)
"""Nobody says how long a meeting takes; what comes up in it belongs on its agenda."""

_MONTH = timedelta(days=31)


def takes_points(starts_at: datetime, now: datetime) -> bool:
    """Return whether what is said now is talked about in this meeting still, or in the next."""
    return now < starts_at + _GOES_ON_FOR


def is_ahead(starts_at: datetime, now: datetime) -> bool:
    """Return whether a meeting has not begun: until then its agenda shows what is so by now."""
    return now < starts_at


def looks_back(rhythm: Rhythm, every: int) -> timedelta:
    """Return how far back the first agenda of a meeting looks, which has none before it."""
    return timedelta(weeks=every) if rhythm is Rhythm.WEEKLY else _MONTH
