"""What Slack's answer says of a call: whether it can be read, and what came of it."""

from datetime import timedelta

import aiohttp

from bot.outbox.operations.recording import Attempt
from bot.outbox.rules.outcomes import Failure, Outcome
from bot.slack.web_api import Answer

_RETRY_AFTER = timedelta(seconds=1)
"""When a rate limit does not say how long."""


def failure(answer: Answer) -> Failure | None:
    """Return how a call ended without a readable answer, or None if it has one."""
    if answer.exception is None:
        # What is no success says enough by its status.
        return Failure.NOT_JSON if answer.ok and answer.body is None else None
    never = isinstance(answer.exception, aiohttp.ClientConnectorError | aiohttp.InvalidURL)
    return Failure.NEVER_CONNECTED if never else Failure.INTERRUPTED


def attempt(answer: Answer, result: Outcome) -> Attempt:
    """Return what a call came to, with all that its answer says of it."""
    body = answer.body or {}
    why = answer.error or (type(answer.exception).__name__ if answer.exception else None)
    limited = result is Outcome.RATE_LIMITED
    return Attempt(
        result,
        channel_id=body.get("channel"),
        ts=body.get("ts"),
        error=why,
        retry_after=(answer.retry_after or _RETRY_AFTER) if limited else None,
    )
