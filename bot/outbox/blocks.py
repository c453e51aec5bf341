"""What the owner of a message reads when it cannot be delivered."""

from bot.outbox.models import OutboxMessage
from bot.slack import block_kit

_ADVICE = {
    "is_archived": "it is archived. Un-archive it, or choose another channel with `/align setup`",
    "not_in_channel": "I'm not in it. Type `/invite @Lockstep` there",
    "channel_not_found": "I can't see it. If it is private, type `/invite @Lockstep` there",
}
_OTHERWISE = "Slack refused ({error}). Ask whoever runs Lockstep to look at its permissions"


def cannot_deliver(message: OutboxMessage, error: str) -> str:
    """Return the sentence that says which message waits, why, and what to do."""
    where = block_kit.channel(message.destination or "")
    advice = _ADVICE.get(error, _OTHERWISE.format(error=block_kit.escape(error)))
    return f"I can't post in {where} yet: {advice}, and I'll deliver by myself: {_title(message)}"


def _title(message: OutboxMessage) -> str:
    """Return a message's headline; one without blocks is a sentence, and stands for itself."""
    first, *_ = message.payload.get("blocks") or [{}]
    if first.get("type") == "header":
        return block_kit.quote(first["text"]["text"])
    text: str = message.payload["text"]  # ours, and escaped already
    return text
