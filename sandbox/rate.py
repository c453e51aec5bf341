"""Slack's limits on how fast an app may call and post: as published, tighter, or none."""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
HUNDREDS = 300
"""Calls a minute (Slack: /apis/web-api/rate-limits, which says "20+" and so on: at least these)."""

MINUTE = 60.0

BURST = 0.2
"""Seconds' worth of posts that a workspace takes at once. Slack says "several hundred messages a
minute" (the same page) and names no burst. Posts that were sent evenly arrive together when their
connections had to be opened first; a fifth of a second is room for that, and for little else."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """How fast an app may be; None is no limit.

    `seconds_between_posts` is of one channel (about one message a second: Slack,
    /apis/web-api/rate-limits, "Posting messages"), `posts_per_second` of a whole workspace.
    `share` is how much of a method's published calls a minute there are, at least one.
    """

    seconds_between_posts: float | None = 1.0
    share: float | None = 1.0
    posts_per_second: float | None = None

    def per_minute(self, published: int | None) -> int | None:
        """Return how many calls a minute there are of a method for which Slack has so many."""
        if self.share is None or published is None:
            return None
        return max(1, int(published * self.share))


OFF = RateLimits(seconds_between_posts=None, share=None)
REAL = RateLimits()
TIGHT = RateLimits(seconds_between_posts=10.0, share=0.1)
"""A tenth of what Slack allows: to see what an app does."""

BY_NAME = {"off": OFF, "real": REAL, "tight": TIGHT}


class PostRate:
    """Remembers when the app last posted in each channel, and how much it posted in all."""

    def __init__(self, limits: RateLimits = REAL) -> None:
        self._last: dict[str, float] = {}
        self._between = limits.seconds_between_posts or 0.0
        self._rate = limits.posts_per_second
        self._most = max(1.0, (self._rate or 0.0) * BURST)
        self._left = self._most
        self._counted_at = 0.0

    def wait(self, channel_id: str, at: datetime) -> float:
        """Return how many seconds too early a post is; 0 if it may pass, and then it is counted."""
        now = at.timestamp()
        early = max(self._channel_wait(channel_id, now), self._workspace_wait(now))
        if early <= 0:
            self._last[channel_id] = now
            self._left -= 1
            return 0.0
        return early

    def _channel_wait(self, channel_id: str, now: float) -> float:
        return self._last.get(channel_id, float("-inf")) + self._between - now

    def _workspace_wait(self, now: float) -> float:
        if self._rate is None:
            return 0.0
        gained = (now - self._counted_at) * self._rate
        self._left = min(self._most, self._left + gained)
        self._counted_at = now
        return (1 - self._left) / self._rate


class MethodRate:
    """Remembers when the app called each method in the last minute."""

    def __init__(self, limits: RateLimits = REAL) -> None:
        self._limits = limits
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)

    def wait(self, method: str, published: int | None, at: datetime) -> float:
        """Return how many seconds too early a call is; 0 if it may pass, and then it is counted.

        `published` is how many a minute Slack allows; None for a method with other limits.
        """
        most = self._limits.per_minute(published)
        if most is None:
            return 0.0
        now = at.timestamp()
        calls = self._calls[method]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= most:
            return calls[0] + MINUTE - now
        calls.append(now)
        return 0.0
