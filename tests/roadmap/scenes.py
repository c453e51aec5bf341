"""Short scenes of initiatives, for stories."""

from typing import Any

from sandbox.model import Message, Reply
from sandbox.people import Person
from tests.story import Story


def add(story: Story, by: str = "Maya", title: str = "Web shop", **answers: Any) -> None:
    """Add an initiative of Maya's and Bo's, and close the modal that shows it."""
    person = story.slack.person(by)
    person.command("/roadmap", f"add {title}", channel="#marketing")
    person.submit(filled(answers))
    person.close_modal()
    story.settle()


def filled(answers: dict[str, Any]) -> dict[str, Any]:
    """Return what is filled into the form, by label."""
    return {
        "What will be true when it is done?": "The new shop is live",
        "Why?": "The old one is slow",
        "Owner in Marketing": "Maya",
        "Owner in IT": "Bo",
        "Target date": "2026-12-04",
        "Stage": "Active",
        **answers,
    }


def show(person: Person, text: str = "INI-1", channel: str = "#marketing") -> Message:
    """Type /roadmap and return what only this person reads then."""
    person.command("/roadmap", text, channel=channel)
    return person.sees(channel)[-1]


def newest(person: Person, channel: str = "#marketing") -> Message:
    """Return the last message that somebody reads in a channel."""
    return person.sees(channel)[-1]


def posted(story: Story, channel: str = "#it", name: str = "INI-1") -> list[Message]:
    """Return the cards of an initiative in a channel."""
    return [
        message
        for message in story.slack.channel(channel).messages
        if message.plain.startswith(f"{name}: ")
    ]


def move(story: Story, person: Person, to: str, message: Message) -> Reply | None:
    """Choose a stage on a card."""
    reply = person.choose("Move to", to, message=message)
    story.settle()
    return reply


def title(person: Person) -> str | None:
    """Return the title of the form on somebody's screen; None if there is none."""
    return person.modal.title if person.modal else None


def screen(person: Person) -> str:
    """Return what somebody's modal reads; "" if there is none."""
    return person.modal.plain if person.modal else ""


def states(person: Person) -> dict[str, Any]:
    """Return what stands in the fields of somebody's form, by block_id."""
    values = person.modal.view["state"]["values"] if person.modal else {}
    return {
        block: next(value for key, value in field["value"].items() if key != "type")
        for block, field in values.items()
    }
