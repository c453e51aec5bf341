"""The order in which a conversation is read: days, then messages, each with its replies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sandbox.model import Message
from sandbox.page.reader import Reader

TOGETHER = 300.0
"""Seconds within which messages of one author share a name line."""


@dataclass(frozen=True, slots=True)
class Row:
    """A message in its place."""

    message: Message
    is_reply: bool
    is_led: bool
    """Whether it says who wrote it, and when: the first of several in a row does."""
    day: date | None
    """The day that begins with it."""
    today: date
    """The day on which it is read: times in it may say "today"."""


def rows(messages: Iterable[Message], reader: Reader) -> list[Row]:
    """Return messages in reading order, the replies of a thread under its first message."""
    placed: list[Row] = []
    day: date | None = None
    before: Message | None = None
    for message, is_reply in _ordered(list(messages)):
        here = day if is_reply else reader.local(message.ts).date()
        new_day = here if here != day else None
        led = bool(new_day) or not _continues(message, before)
        placed.append(Row(message, is_reply, led, new_day, reader.today))
        day, before = here, message
    return placed


def _ordered(messages: list[Message]) -> Iterator[tuple[Message, bool]]:
    """Yield each message, and whether it is a reply. A reply to what is gone stands by itself."""
    firsts = {message.ts for message in messages if message.thread_ts in (None, message.ts)}
    replies: dict[str, list[Message]] = {}
    for message in messages:
        if message.thread_ts and message.ts not in firsts and message.thread_ts in firsts:
            replies.setdefault(message.thread_ts, []).append(message)
    for message in messages:
        if message.ts in firsts or message.thread_ts not in firsts:
            yield message, False
            yield from ((reply, True) for reply in replies.get(message.ts, ()))


def _continues(message: Message, before: Message | None) -> bool:
    return (
        before is not None
        and (before.user, before.ephemeral_to) == (message.user, message.ephemeral_to)
        and _thread(before) == _thread(message)
        and abs(float(message.ts) - float(before.ts)) < TOGETHER
        and not message.blocks
        and not message.ephemeral_to
    )


def _thread(message: Message) -> str | None:
    return message.thread_ts if message.thread_ts != message.ts else None
