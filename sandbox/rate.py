"""Slack's limits on how fast an app may post."""

from collections import defaultdict, deque
from datetime import datetime

SECONDS_BETWEEN_POSTS = 1.0
"""About one message a second a channel (Slack: /apis/web-api/rate-limits, "Posting messages")."""

BURST = 0.2
"""Seconds' worth of posts that a workspace takes at once. Slack says "several hundred messages a
minute" (the same page) and names no burst. Posts that were sent evenly arrive together when their
connections had to be opened first; a fifth of a second is room for that, and for little else."""


class PostRate:
    """Remembers when the app last posted in each channel, and how much it posted in all.

    `per_second` is the limit of the whole workspace; None is no limit but the channels' own.
    """

    def __init__(self, per_second: float | None = None) -> None:
        self._last: dict[str, float] = {}
        self._rate = per_second
        self._most = max(1.0, (per_second or 0.0) * BURST)
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
        return self._last.get(channel_id, float("-inf")) + SECONDS_BETWEEN_POSTS - now

    def _workspace_wait(self, now: float) -> float:
        if self._rate is None:
            return 0.0
        gained = (now - self._counted_at) * self._rate
        self._left = min(self._most, self._left + gained)
        self._counted_at = now
        return (1 - self._left) / self._rate


TIER_2, TIER_3, TIER_4 = 20, 50, 100
HUNDREDS = 300
"""Calls a minute (Slack: /apis/web-api/rate-limits, which says "20+" and so on: at least these)."""

MINUTE = 60.0

PER_MINUTE = {
    "auth.test": HUNDREDS,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.join": TIER_3,
    "conversations.leave": TIER_3,
    "conversations.list": TIER_2,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "reactions.add": TIER_3,
    "team.info": TIER_3,
    "usergroups.list": TIER_2,
    "usergroups.users.list": TIER_2,
    "users.conversations": TIER_2,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
"""How often an app may call each method in a workspace; what is missing here has other limits."""


class MethodRate:
    """Remembers when the app called each method in the last minute."""

    def __init__(self) -> None:
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)

    def wait(self, method: str, at: datetime) -> float:
        """Return how many seconds too early a call is; 0 if it may pass, and then it is counted."""
        now = at.timestamp()
        calls = self._calls[method]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= PER_MINUTE.get(method, len(calls) + 1):
            return calls[0] + MINUTE - now
        calls.append(now)
        return 0.0
