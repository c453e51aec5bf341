"""Messages that must not be lost: written with the change they tell of, sent afterwards."""

from bot.outbox.models import OutboxMessage
from bot.outbox.operations.changing import Change, update
from bot.outbox.operations.files import File
from bot.outbox.operations.publishing import Home, publish
from bot.outbox.operations.showing import show_to, whisper
from bot.outbox.operations.writing import Draft, Reply, post, reply

__all__ = [
    "Change",
    "Draft",
    "File",
    "Home",
    "OutboxMessage",
    "Reply",
    "post",
    "publish",
    "reply",
    "show_to",
    "update",
    "whisper",
]
