"""Messages that must not be lost: written with the change they tell of, sent afterwards."""

from bot.outbox.models import OutboxMessage
from bot.outbox.operations.writing import Draft, post, reply, update, whisper
from bot.outbox.queries import get_message

__all__ = ["Draft", "OutboxMessage", "get_message", "post", "reply", "update", "whisper"]
