"""What the stories of meetings have in common."""

from typing import Any

from sandbox import Message, Reply
from tests.story import Story


def prepared(story: Story) -> Story:
    """Let the teams be set up, and their people be known."""
    story.set_up()
    story.sync()
    story.settle()
    return story


def list_meetings(story: Story, who: str = "Maya", channel: str = "#marketing") -> Message:
    """Somebody types `/align meetings`; return what they alone see."""
    person = story.slack.person(who)
    person.command("/align", "meetings", channel=channel)
    return person.sees(channel)[-1]


def set_up(story: Story, *, by: str = "Maya", kind: str = "", **filled: Any) -> Reply:
    """A lead sets a meeting up with what the form begins with, but for what is filled in."""
    person = story.slack.person(by)
    person.click("Set one up", message=list_meetings(story, by))
    if kind:
        person.choose("What do they meet for?", kind)
    reply = person.submit(filled)
    if person.modal and not person.modal.errors:
        person.close_modal()
    story.settle()
    return reply


def agendas(story: Story, channel: str = "#marketing") -> list[Message]:
    """Return the agendas in a channel, the oldest first."""
    return [
        each
        for each in story.slack.channel(channel).messages
        if each.text.startswith(("Roadmap meeting of", "Call of"))
    ]


def add_point(story: Story, who: str, words: str, message: Message | None = None) -> str:
    """Somebody adds a point, on an agenda or in `/align meetings`; return what they are told."""
    person = story.slack.person(who)
    person.click("Add a point", message=message or list_meetings(story, who))
    person.submit({"point": words})
    assert person.modal
    said = person.modal.plain
    person.close_modal()
    story.settle()
    return said
