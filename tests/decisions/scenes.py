"""What the stories of decisions have in common: how one is written down, and where it is read."""

from collections.abc import Sequence
from typing import Any

from sandbox import Message, Reply
from tests.story import Story

MORE = "More: who is informed, options, a review"
MENU = "decisions.more"
TITLE = "We move the newsletter to HubSpot"


def record(
    story: Story,
    title: str = TITLE,
    *,
    by: str = "Maya",
    channel: str = "#marketing",
    more: bool = False,
    **filled: Any,
) -> Reply:
    """Somebody types it in a channel and sends the form; return how the bot answered that."""
    person = story.slack.person(by)
    person.command("/decision", title, channel=channel)
    if more:
        person.click(MORE)
    reply = person.submit(filled)
    story.settle()
    return reply


def propose(story: Story, *approvers: str, **filled: Any) -> Reply:
    """Maya asks some to approve it."""
    return record(story, approvers=list(approvers), **filled)


def card(story: Story, name: str = "DEC-1", channel: str = "#marketing") -> Message:
    """Return the one card in a channel that is called `name`."""
    (found,) = [
        message
        for message in story.slack.channel(channel).messages
        if message.thread_ts is None and message.plain.startswith(f"{name},")
    ]
    return found


def press(story: Story, who: str, button: str, name: str = "DEC-1", **filled: Any) -> None:
    """Somebody presses a button on the card, and sends the form that it opens, if it does."""
    person = story.slack.person(who)
    person.click(button, message=card(story, name))
    _send(story, who, filled)


def choose(story: Story, who: str, choice: str, name: str = "DEC-1", **filled: Any) -> None:
    """The same with a choice behind "…"."""
    person = story.slack.person(who)
    person.choose(MENU, choice, card(story, name))
    _send(story, who, filled)


def _send(story: Story, who: str, filled: dict[str, Any]) -> None:
    person = story.slack.person(who)
    if person.modal:
        person.submit(filled)
    story.settle()


def told(story: Story, who: str) -> list[str]:
    """Return what somebody was told directly, oldest first."""
    return [message.plain for message in story.slack.person(who).dm()]


def whispers(story: Story, who: str) -> Sequence[str]:
    """Return what only this person was told, wherever that was, oldest first."""
    person = story.slack.person(who)
    said = [
        message
        for channel in list(story.slack.workspace.channels.values())
        for message in channel.log.values()
        if message.ephemeral_to == person.id
    ]
    return [message.plain for message in sorted(said, key=lambda message: message.ts)]
