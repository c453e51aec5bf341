"""How messages are read: days, names, and where a thread hangs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sandbox.model import Message
from sandbox.page.reader import Reader, clock_time, day_name

TOGETHER = 300.0
"""Seconds within which messages of one author share a name line."""

FACES = 5
"""Whose faces stand beside the number of replies, at most."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What hangs under the message that began it."""

    count: int
    last: str
    """When somebody replied last, as one says it: `today at 4:05 PM`."""
    authors: tuple[str, ...]
    is_new: bool
    """Whether there is a reply of others that the reader has not seen."""

    @property
    def words(self) -> str:
        return replies(self.count)


@dataclass(frozen=True, slots=True)
class Row:
    """A message in its place."""

    message: Message
    at: str
    is_led: bool
    """Whether it says who wrote it, and when: the first of several in a row does."""
    heading: str
    """What the line above it says: the day that begins with it, or how many replies follow."""
    today: date
    """The day on which it is read: times in it may say "today"."""
    thread: Thread | None = None
    is_pointed: bool = False
    """Whether a link led here."""


Threads = Callable[[Message], Thread | None]


def rows(
    messages: Iterable[Message], reader: Reader, threads: Threads, pointed: str = ""
) -> list[Row]:
    """Return what is said in a conversation outside its threads, in reading order."""
    placed: list[Row] = []
    day: date | None = None
    before: Message | None = None
    for message in messages:
        at = reader.local(message.ts)
        heading = day_name(at.date(), reader.today) if at.date() != day else ""
        placed.append(
            Row(
                message,
                clock_time(at),
                bool(heading) or not _continues(message, before),
                heading,
                reader.today,
                threads(message),
                message.ts == pointed,
            )
        )
        day, before = at.date(), message
    return placed


def thread_rows(
    messages: Sequence[Message], reader: Reader, root: str, count: int, pointed: str = ""
) -> list[Row]:
    """Return a thread in reading order: what began it, how many replied, and what they said."""
    placed: list[Row] = []
    before: Message | None = None
    for message in messages:
        follows_root = before is not None and before.ts == root
        led = before is None or follows_root or not _continues(message, before)
        when = _when(message, reader)
        at = when[:1].upper() + when[1:]
        heading = replies(count) if follows_root and count else ""
        is_pointed = message.ts == pointed
        placed.append(Row(message, at, led, heading, reader.today, is_pointed=is_pointed))
        before = message
    return placed


def replies(count: int) -> str:
    """Return how many replies there are, in words."""
    return f"{count} {'reply' if count == 1 else 'replies'}"


def thread_of(answers: Sequence[Message], reader: Reader, seen: str) -> Thread | None:
    """Return what hangs under a message that was answered; None for one that was not.

    `seen` is the ts of the last reply that the reader has looked at.
    """
    if not answers:
        return None
    authors = tuple(dict.fromkeys(answer.user for answer in answers))[:FACES]
    last = _when(answers[-1], reader)
    is_new = any(answer.ts > seen and answer.user != reader.id for answer in answers)
    return Thread(len(answers), last, authors, is_new)


def _when(message: Message, reader: Reader) -> str:
    return reader.moment(float(message.ts), "{date_short_pretty} at {time}")


def _continues(message: Message, before: Message | None) -> bool:
    return (
        before is not None
        and (before.user, before.ephemeral_to) == (message.user, message.ephemeral_to)
        and abs(float(message.ts) - float(before.ts)) < TOGETHER
        and not message.blocks
        and not message.ephemeral_to
        and not message.is_broadcast
    )
