"""A clock that stands still until a test moves it, so that a day passes in no time."""

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class MovedClock:
    """The bot's clock in a test: call it for the time, advance it to let time pass."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """Return the time it shows: aware, in UTC."""
        return self._now

    def advance(self, **span: float) -> None:
        """Move forward by `span`, given in timedelta's words: `advance(hours=25)`.

        Raises ValueError for a step back: time that runs backwards proves nothing about the bot.
        """
        step = timedelta(**span)
        if step < timedelta(0):
            raise ValueError(f"the clock only moves forward, not by {step}")
        self._now += step
