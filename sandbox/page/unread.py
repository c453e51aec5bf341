"""What arrived in a conversation since somebody last looked at it."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.model import Channel, Message
from sandbox.people import Person

AT_MOST = 99
"""New messages that are counted."""


@dataclass(frozen=True, slots=True)
class News:
    """How many messages are new, and how many of them call for the person, as Slack's badge."""

    count: int = 0
    calls: int = 0


class Unread:
    """Remembers, for each person, the newest message they have seen in each conversation."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], str] = {}
        self._looks: Counter[str] = Counter()
        self._counted: dict[tuple[str, str], tuple[int, str, News]] = {}

    def look(self, person: str, place: str, newest: str) -> None:
        """Everything up to `newest` has been seen in a conversation, or in a thread (by its ts)."""
        if newest > self.seen(person, place):
            self._seen[person, place] = newest
            self._looks[person] += 1

    def looks(self, person: str) -> int:
        """Return a number that goes up whenever somebody sees something new."""
        return self._looks[person]

    def seen(self, person: str, place: str) -> str:
        """Return the ts of the newest message seen there."""
        return self._seen.get((person, place), "")

    def news(self, person: Person, channel: Channel) -> News:
        """Return what is new in a conversation; hold the workspace's lock."""
        key, seen = (person.id, channel.id), self.seen(person.id, channel.id)
        counted = self._counted.get(key)
        if counted and counted[:2] == (channel.version, seen):
            return counted[2]
        news = _counted(_new(person, channel, seen), person, channel)
        self._counted[key] = (channel.version, seen, news)
        return news


def _new(person: Person, channel: Channel, seen: str) -> Iterable[Message]:
    """Yield what others have said since; of a thread, only in one that the person follows."""
    for message in person.newest_first(channel.id):
        if message.ts <= seen:
            return
        if message.user != person.id and (
            is_outside_threads(message, channel) or _follows(person, channel, message)
        ):
            yield message


def _counted(new: Iterable[Message], person: Person, channel: Channel) -> News:
    count = calls = 0
    for message in new:
        count += 1
        calls += channel.is_im or _calls(message, person.id)
        if count == AT_MOST:
            break
    return News(count, calls)


def is_outside_threads(message: Message, channel: Channel) -> bool:
    """Whether it stands in the conversation itself; a reply to what is gone does, too."""
    return (
        message.thread_ts in (None, message.ts)
        or message.is_broadcast
        or message.thread_ts not in channel.log
    )


def _follows(person: Person, channel: Channel, reply: Message) -> bool:
    """Whether she began the thread, wrote in it, or is called in the reply.

    Slack's help: "Use threads to organize discussions".
    """
    root = channel.log[str(reply.thread_ts)]
    answers = (channel.log.get(ts) for ts in list(channel.threads.get(root.ts, ())))
    wrote = root.user == person.id or any(each and each.user == person.id for each in answers)
    return wrote or _calls(reply, person.id)


def _calls(message: Message, person: str) -> bool:
    """Whether a message names somebody, or everybody in its channel."""
    said = message.text + json.dumps(message.blocks)
    marks = (f"<@{person}", f'"user_id": "{person}"', "<!channel", "<!here", "<!everyone")
    return any(mark in said for mark in marks)
