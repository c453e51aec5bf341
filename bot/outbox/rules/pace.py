"""How fast Slack may be called, and when to stop calling it.

Source: docs.slack.dev/apis/web-api/rate-limits, "Posting messages": about one a second in a
channel, and "several hundred messages a minute" in a workspace.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outbox.rules.states import Stop

CHANNEL_EVERY = timedelta(seconds=1)
"""Posts to one channel, or to one person, are at least this far apart."""

BURST = 5
"""Posts that a workspace may make at once when it has been silent."""

SEVERAL = 3
"""Posts that are worth a turn of the sender, when more wait than the bucket lets through."""

OUTAGE_AFTER = 5
"""Ambiguous or refused calls in a row after which Slack is taken to be away."""

PROBE_EVERY = {Stop.OUTAGE: timedelta(seconds=15), Stop.REVOKED: timedelta(minutes=5)}
"""How often a workspace to which nothing is sent is asked whether that is over."""


@dataclass(frozen=True)
class Bucket:
    """A token bucket of `BURST` posts that fills with `per_second` a second; 0 is no limit.

    All that is kept of it is `full_at`: when it will be full if nothing more is taken.
    """

    per_second: float

    def tokens(self, full_at: datetime, *, now: datetime) -> int:
        """Return how many posts may begin at `now`."""
        if not self.per_second:
            return _NO_LIMIT
        missing = max(0.0, (full_at - now).total_seconds()) * self.per_second
        return max(0, int(BURST - missing + _ROUNDING))

    def take(self, full_at: datetime, posts: int, *, now: datetime) -> datetime:
        """Return when the bucket will be full once `posts` have been taken at `now`."""
        if not self.per_second:
            return now
        return max(full_at, now) + timedelta(seconds=posts / self.per_second)

    def some_tokens_at(self, full_at: datetime) -> datetime:
        """Return when several posts may begin at once, and the bucket is far from full still."""
        if not self.per_second:
            return full_at
        return full_at - timedelta(seconds=(BURST - SEVERAL) / self.per_second)


_NO_LIMIT = 1_000_000
_ROUNDING = 1e-4
"""Tokens: timestamps are kept in whole microseconds, and must not cost a token."""
