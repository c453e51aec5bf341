"""Senders as other processes have them, and what they have brought to Slack."""

import asyncio

from bot.outbox.jobs.sender import Sender
from bot.outbox.rules.pace import Bucket
from bot.people import queries as people
from bot.slack.web_api import WebApi
from tests.story import Story


def another(story: Story, slack: WebApi | None = None) -> Sender:
    """Return a sender of its own, which calls `slack` if that is given; no bucket holds it back."""
    bound = {"transaction": story.transaction, "clock": story.clock}
    return Sender(slack or story.web_api, bucket=Bucket(0), barred=people.find_outsiders, **bound)


async def drain(sender: Sender, ended: asyncio.Event) -> None:
    """Go on with a sender, which may be in the middle of it, until nothing is left to do."""
    await sender.turn(ended)
    while not sender.idle:
        await ended.wait()
        ended.clear()
        await sender.turn(ended)


def texts(story: Story, channel: str = "#it") -> list[str]:
    return [message.text for message in story.slack.channel(channel).messages]
