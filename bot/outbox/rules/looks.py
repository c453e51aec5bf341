"""Whether a message arrived of which we do not know: what looking for it in its channel shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EVERY = timedelta(seconds=15)
"""How often we look for a message that may have arrived."""

UNREADABLE_FOR = timedelta(minutes=5)
"""How often we try a channel that we may not read."""

TWIN_AFTER = timedelta(minutes=5)
"""A message that was posted again is looked for once more: the first may have come late."""


class Verdict(StrEnum):
    """What to do with a message that was not there."""

    WAIT = "wait"
    POST_AGAIN = "post_again"
    EXPIRE = "expire"


@dataclass(frozen=True)
class Patience:
    """How sure we are before we post again what was not there."""

    after: timedelta = timedelta(seconds=120)
    """From the last attempt: a slow Slack may still be at it."""
    apart: timedelta = timedelta(seconds=30)
    """Between two complete looks without it: a channel's history may lag."""

    def verdict(
        self,
        *,
        absent_at: datetime | None,
        attempted_at: datetime,
        expires_at: datetime,
        now: datetime,
    ) -> Verdict:
        """Return what a complete look at `now` without the message means.

        `absent_at` is the first complete look without it since its last attempt, if there was one.
        """
        if absent_at is None or now - absent_at < self.apart or now - attempted_at < self.after:
            return Verdict.WAIT
        return Verdict.EXPIRE if expires_at <= now else Verdict.POST_AGAIN
