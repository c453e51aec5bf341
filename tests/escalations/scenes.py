"""What the stories of escalations have in common: how one is raised, and where it is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy

from bot.escalations.models import EscalationEvent
from sandbox import Ack, Delivery, Message, Person, Reply
from tests.story import Story

Step = Callable[[Story], None]
"""Something that people do in a story."""

STUCK = "The export fails"
ASK = "Somebody who repairs it"
MORE = "More: a date, an initiative, private"


def raise_one(
    story: Story,
    *,
    by: str = "Maya",
    stuck: str = STUCK,
    ask: str = ASK,
    urgency: str = "High (30 minutes)",
) -> Reply:
    """Somebody of Marketing asks IT; return how the bot answered the form. Maya leads it."""
    raiser = story.slack.person(by)
    raiser.command("/escalate", channel="#marketing")
    reply = raiser.submit({"stuck": stuck, "ask": ask, "urgency": urgency})
    story.settle()
    return reply


def send(story: Story) -> None:
    """Send what can be sent within a few seconds; what cannot stays where it is."""
    for _second in range(5):
        story.send()
        story.clock.advance(seconds=1)


def acknowledge(story: Story) -> None:
    """Ivan of IT takes it."""
    story.clock.advance(seconds=1)
    story.slack.person("Ivan").click("Acknowledge", message=card(story))
    story.settle()


def answer(story: Story, text: str = "Repaired") -> None:
    """Ivan answers."""
    story.clock.advance(seconds=1)
    ivan = story.slack.person("Ivan")
    ivan.click("Answer", message=card(story))
    ivan.submit({"answer": text})
    story.settle()


def reopen(story: Story, why: str = "It fails again") -> None:
    """Maya says what is still missing."""
    story.clock.advance(seconds=1)
    maya = story.slack.person("Maya")
    maya.click("Reopen", message=maya.dm()[-1])
    maya.submit({"why": why})
    story.settle()


def card(story: Story, name: str = "ESC-1") -> Message:
    """Return the one card in #it that is called `name`."""
    (found,) = [
        message
        for message in story.slack.channel("#it").messages
        if message.thread_ts is None and message.plain.startswith(f"{name},")
    ]
    return found


def card_in(story: Story, channel: str) -> Message:
    """Return the newest message of the bot in a channel that is in no thread."""
    said = story.slack.channel(channel).messages
    return [each for each in said if each.thread_ts is None and each.user.startswith("U0BOT")][-1]


def thread(story: Story) -> list[str]:
    """Return what was said in the card's thread, as read."""
    of_card = card(story).ts
    said = story.slack.channel("#it").messages
    return [message.plain for message in said if message.thread_ts == of_card]


def whispers(story: Story, name: str) -> list[str]:
    """Return what only `name` was told, wherever that was, oldest first."""
    person = story.slack.person(name)
    said = [
        message
        for channel in list(story.slack.workspace.channels.values())
        for message in channel.log.values()
        if message.ephemeral_to == person.id
    ]
    return [message.plain for message in sorted(said, key=lambda message: message.ts)]


def events(story: Story) -> list[Any]:
    """Return everything that was written down, oldest first."""
    with story.transaction() as session:
        rows = sqlalchemy.select(EscalationEvent.move, EscalationEvent.by, EscalationEvent.at)
        return [tuple(row) for row in session.execute(rows.order_by(EscalationEvent.id))]


def title(person: Person) -> str | None:
    """Return the title of the form on somebody's screen; None if there is none."""
    return person.modal.title if person.modal else None


@contextmanager
def tapped(story: Story) -> Iterator[list[dict[str, Any]]]:
    """Yield the list of what is delivered to the bot meanwhile, but for messages: the bot's own
    are told of whenever that is.
    """
    payloads: list[dict[str, Any]] = []

    def receive(delivery: Delivery) -> Ack:
        if delivery.payload.get("event", {}).get("type") != "message":
            payloads.append(delivery.payload)
        return story.receive(delivery)

    story.slack.deliver_to(receive)
    yield payloads
    story.slack.deliver_to(story.receive)
