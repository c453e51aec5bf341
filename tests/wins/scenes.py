"""What the stories of wins have in common."""

from typing import Any

from sandbox import Message, Reply
from tests.story import Story

WORDS = "shipped the new checkout in two weeks"
CELEBRATE = "Celebrate"
MENU = "wins.more"


def give(
    story: Story,
    named: str,
    words: str = WORDS,
    *,
    by: str = "Maya",
    channel: str = "#marketing",
    **filled: Any,
) -> Reply:
    """Somebody types `/win @ana words` and sends the form; return how that was answered."""
    person = story.slack.person(by)
    person.command("/win", f"{named} {words}", channel=channel)
    reply = person.submit(filled)
    story.settle()
    return reply


def posts(story: Story, channel: str) -> list[Message]:
    """Return the messages in a channel that tell wins, the oldest first, without their threads."""
    return [
        each
        for each in story.slack.channel(channel).messages
        if each.thread_ts in {None, each.ts} and "WIN-" in each.plain
    ]
