"""One call to Slack for one message, and what it came to."""

from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.outbox import blocks
from bot.outbox.models import OutboxMessage
from bot.outbox.operations.recording import Attempt
from bot.outbox.rules.outcomes import Failure, Outcome, outcome
from bot.outbox.rules.states import Method
from bot.slack.web_api import Answer, WebApi

EVENT_TYPE = "lockstep_message"
"""What our messages' metadata calls itself."""

_RETRY_AFTER = timedelta(seconds=1)
"""When a rate limit does not say how long."""


async def attempt(slack: WebApi, message: OutboxMessage, *, now: datetime) -> Attempt:
    """Call Slack once for `message` and return what it came to; a failure is never raised."""
    if message.method is Method.RESPOND:
        answer = await slack.respond(message.destination, message.payload)
        return _attempt(answer, _whispered(answer))
    answer = await slack.call(message.workspace_id, message.call, _arguments(message, now))
    return _attempt(answer, _done(message, answer))


def _arguments(message: OutboxMessage, now: datetime) -> dict[str, Any]:
    if message.method is Method.DELETE:
        return {"channel": message.destination, **message.payload}
    if message.method is Method.PUBLISH:
        return {"user_id": message.destination, "view": message.payload}
    marked = {"metadata": {"event_type": EVENT_TYPE, "event_payload": {"k": message.marker}}}
    if message.is_update:
        place = {"channel": message.channel_id, "ts": message.ts}
        # Without blocks Slack would keep the old ones.
        return {"blocks": []} | blocks.drawn(message) | marked | place
    return _place(message) | marked | _POSTED | blocks.delayed(message, now=now)


_POSTED = {"unfurl_links": False, "unfurl_media": False}
"""Links in people's words must not grow previews in a channel."""


def _place(message: OutboxMessage) -> dict[str, Any]:
    """Return where to post: in the thread of its parent, or where that was to be, if it never was.

    A reply must not be lost because somebody deleted what it replies to.
    """
    parent = message.parent
    if parent and parent.ts and not message.simplified_at:
        return {"channel": parent.channel_id, "thread_ts": parent.ts}
    return {"channel": message.destination}


def _done(message: OutboxMessage, answer: Answer) -> Outcome:
    if message.method is Method.DELETE and answer.error == "message_not_found":
        return Outcome.APPLIED
    result = outcome(status=answer.status, error=answer.error, failure=failure(answer))
    shown = _SHOWN.get(message.method)
    # Somebody on the way said that all is well, and not Slack: it would say what it shows.
    unproven = shown is not None and not (answer.body or {}).get(shown)
    return Outcome.UNKNOWN if result is Outcome.APPLIED and unproven else result


_SHOWN = {Method.POST: "ts", Method.PUBLISH: "view"}
"""What Slack's own answer to a call always has."""


def _whispered(answer: Answer) -> Outcome:
    """Return the outcome of a call to a response_url, which answers `ok`, or an error as JSON."""
    unheard = failure(answer) if answer.exception else None
    return outcome(status=answer.status, error=answer.error, failure=unheard)


def failure(answer: Answer) -> Failure | None:
    """Return how a call ended without a readable answer, or None if it has one."""
    if answer.exception is None:
        # What is no success says enough by its status.
        return Failure.NOT_JSON if answer.ok and answer.body is None else None
    never = isinstance(answer.exception, aiohttp.ClientConnectorError | aiohttp.InvalidURL)
    return Failure.NEVER_CONNECTED if never else Failure.INTERRUPTED


def _attempt(answer: Answer, result: Outcome) -> Attempt:
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
