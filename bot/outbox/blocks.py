"""What is said of messages that cannot be delivered, or come late."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.outbox.models import OutboxFile, OutboxMessage
from bot.outbox.rules.states import State
from bot.outbox.rules.steps import DELAYED_AFTER
from bot.slack import block_kit

BLOCKS_MAX = 50
"""Blocks in a message (docs.slack.dev/reference/block-kit/blocks)."""

NAMED = 5
"""Missed messages that are named; of the rest the number is said."""

_ADVICE = {
    "is_archived": "it is archived. Un-archive it, or choose another with `/align settings`",
    "not_in_channel": "I'm not in it. Type `/invite @Lockstep` there",
    "channel_not_found": "I can't see it. If it is private, type `/invite @Lockstep` there",
}
_PERSON = {
    "channel_not_found": "Slack does not know them here any more. Ask somebody else",
    "user_not_found": "Slack does not know them here any more. Ask somebody else",
    "user_disabled": "their account is deactivated. Ask somebody else",
}
_OTHERWISE = "Slack refused ({error}). Ask whoever runs Lockstep to look at its permissions"


def cannot_deliver(message: OutboxMessage, error: str) -> str:
    """Return the sentence that says which message waits, why, and what to do."""
    if _is_person(message):
        where, advice = block_kit.mention(message.destination), _advice(_PERSON, error)
        return f"I can't write to {where}: {advice}: {_title(message)}"
    where, advice = block_kit.channel(message.destination), _advice(_ADVICE, error)
    return f"I can't post in {where} yet: {advice}, and I'll deliver by myself: {_title(message)}"


def cannot_look(message: OutboxMessage, error: str) -> str:
    """Return the sentence that says which message may not have arrived, and what to do."""
    where, advice = _where(message), _advice(_ADVICE, error)
    return (
        f"Slack did not tell me whether this arrived in {where}, and I can't look: {advice}, and "
        f"I'll make sure of it: {_title(message)}"
    )


def given_up(message: OutboxMessage, error: str) -> str:
    """Return the sentence that says which message Slack will never take."""
    where = _where(message)
    why = block_kit.escape(error)
    return (
        f"Slack did not take this message for {where} ({why}), and would not take it again. Tell "
        f"whoever runs Lockstep, and the people it was for: {_title(message)}"
    )


def drawn(message: OutboxMessage) -> dict[str, Any]:
    """Return what a message says; only its text, if Slack took offence at its blocks."""
    payload = message.payload
    if message.simplified_at:
        files = [_attached(each) for each in message.files] if message.has_files else []
        return {"text": "\n".join([payload["text"], *files])}
    if message.has_files:
        uploaded = {each.name: each.uploaded for each in message.files if each.uploaded}
        ids = {name: file.id for name, file in uploaded.items()}
        links = {name: file.permalink for name, file in uploaded.items()}
        return {
            "text": payload["text"],
            "blocks": block_kit.with_files(payload["blocks"], ids=ids, links=links),
        }
    return payload


def _attached(file: OutboxFile) -> str:
    if file.uploaded:
        return f"<{file.uploaded.permalink}|{block_kit.escape(file.name)}>"
    return f"{block_kit.escape(file.name)} is missing: Slack did not take it."


def delayed(message: OutboxMessage, *, now: datetime) -> dict[str, Any]:
    """Return a message's payload as it is posted at `now`; one that comes late says so."""
    payload = drawn(message)
    late = now - message.created_at
    if late < DELAYED_AFTER:
        return payload
    line = f"Delayed {_span(late)}: this is from {block_kit.moment(message.created_at)}."
    blocks = payload.get("blocks", [])
    if 0 < len(blocks) < BLOCKS_MAX:
        blocks = [*blocks, block_kit.context(line)]
    return {"text": f"{payload['text']}\n{line}"} | ({"blocks": blocks} if blocks else {})


def catch_up(missed: Sequence[OutboxMessage], *, since: datetime, until: datetime) -> str:
    """Return what a channel reads after an outage in which messages for it became too old."""
    titles = "\n".join(f"• {_title(each)}" for each in missed[:NAMED])
    more = f"\n• and {len(missed) - NAMED} more" if len(missed) > NAMED else ""
    return (
        f"I could not reach Slack from {block_kit.moment(since)} to {block_kit.moment(until)}. "
        f"This came too late to be posted:\n{titles}{more}"
    )


def _where(message: OutboxMessage) -> str:
    if _is_person(message):
        return f"the direct messages of {block_kit.mention(message.destination)}"
    return block_kit.channel(message.destination)


def _is_person(message: OutboxMessage) -> bool:
    return message.destination.startswith(("U", "W"))


def _advice(known: Mapping[str, str], error: str) -> str:
    return known.get(error, _OTHERWISE.format(error=block_kit.escape(error)))


def _span(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _title(message: OutboxMessage) -> str:
    """Return a message's headline; one without blocks is a sentence, and stands for itself."""
    first, *_ = message.payload.get("blocks") or [{}]
    if first.get("type") == "header":
        return block_kit.quote(first["text"]["text"])
    text: str = message.payload["text"]  # ours, and escaped already
    return text


SENTENCES = {
    State.PARKED: cannot_deliver,
    State.UNKNOWN: cannot_look,
    State.FAILED: given_up,
}
"""What the owner of a message reads, by the state it has come to."""
