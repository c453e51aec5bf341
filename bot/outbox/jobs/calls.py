"""One call to Slack for one message, and what it came to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.outbox import blocks
from bot.outbox.jobs import answers, uploads
from bot.outbox.models import OutboxFile, OutboxMessage
from bot.outbox.operations.recording import Attempt
from bot.outbox.rules import steps
from bot.outbox.rules.outcomes import Outcome, outcome
from bot.outbox.rules.states import Method
from bot.slack.web_api import Answer, WebApi

EVENT_TYPE = "lockstep_message"
"""What our messages' metadata calls itself."""


async def attempt(slack: WebApi, message: OutboxMessage, *, now: datetime) -> Attempt:
    """Call Slack once for `message` and return what it came to; a failure is never raised."""
    if message.method is Method.RESPOND:
        answer = await slack.respond(message.destination, message.payload)
        return answers.attempt(answer, _whispered(answer))
    if waiting := _not_uploaded(message):
        return await uploads.upload(slack, message.workspace_id, waiting)
    answer = await slack.call(message.workspace_id, message.call, _arguments(message, now))
    return answers.attempt(answer, _done(message, answer, now))


def _not_uploaded(message: OutboxMessage) -> Sequence[OutboxFile]:
    if message.simplified_at or not message.has_files:
        return ()
    return [file for file in message.files if not file.uploaded]


def _arguments(message: OutboxMessage, now: datetime) -> dict[str, Any]:
    if message.method is Method.DELETE:
        return {"channel": message.destination, **message.payload}
    if message.method is Method.EPHEMERAL:
        return {"channel": message.destination, **message.payload}
    if message.method is Method.PUBLISH:
        return {"user_id": message.destination, "view": message.payload}
    marked = {"metadata": {"event_type": EVENT_TYPE, "event_payload": {"k": message.marker}}}
    if message.is_update:
        place = {"channel": message.channel_id, "ts": message.ts}
        # Without blocks Slack would keep the old ones.
        return {"blocks": []} | blocks.drawn(message) | marked | place
    previews = message.has_files  # a file that is linked to is shown as one
    shown = {"unfurl_links": previews, "unfurl_media": previews}
    return _place(message) | marked | shown | blocks.delayed(message, now=now)


def _place(message: OutboxMessage) -> dict[str, Any]:
    """Return where to post: in the thread of its parent, or where that was to be, if it never was.

    A reply must not be lost because somebody deleted what it replies to.
    """
    parent = message.parent
    if parent and parent.ts and not message.simplified_at:
        return {"channel": parent.channel_id, "thread_ts": parent.ts}
    return {"channel": message.destination}


def _done(message: OutboxMessage, answer: Answer, now: datetime) -> Outcome:
    if message.method is Method.DELETE and answer.error == "message_not_found":
        return Outcome.APPLIED
    if answer.error == "invalid_blocks" and _has_new_files(message, now):
        return Outcome.NOT_READY
    result = outcome(status=answer.status, error=answer.error, failure=answers.failure(answer))
    shown = _SHOWN.get(message.method)
    # Somebody on the way said that all is well, and not Slack: it would say what it shows.
    unproven = shown is not None and not (answer.body or {}).get(shown)
    return Outcome.UNKNOWN if result is Outcome.APPLIED and unproven else result


def _has_new_files(message: OutboxMessage, now: datetime) -> bool:
    """Return whether Slack may not have looked through its files yet, and so not show them."""
    files = message.files if message.has_files else ()
    times = [file.uploaded_at for file in files if file.uploaded_at]
    return bool(times) and now - max(times) < steps.LOOKED_THROUGH_WITHIN


_SHOWN = {Method.POST: "ts", Method.EPHEMERAL: "message_ts", Method.PUBLISH: "view"}
"""What Slack's own answer to a call always has."""


def _whispered(answer: Answer) -> Outcome:
    """Return the outcome of a call to a response_url, which answers `ok`, or an error as JSON."""
    unheard = answers.failure(answer) if answer.exception else None
    return outcome(status=answer.status, error=answer.error, failure=unheard)
