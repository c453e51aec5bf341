"""Slack's limit on how fast an app may post."""

from datetime import datetime

SECONDS_BETWEEN_POSTS = 1.0
"""About one message a second a channel (Slack: /apis/web-api/rate-limits, "Posting messages")."""


class PostRate:
    """Remembers when the app last posted in each channel."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def allows(self, channel_id: str, at: datetime) -> bool:
        """Whether a post may pass now; one that may is counted."""
        now = at.timestamp()
        if now - self._last.get(channel_id, float("-inf")) < SECONDS_BETWEEN_POSTS:
            return False
        self._last[channel_id] = now
        return True
