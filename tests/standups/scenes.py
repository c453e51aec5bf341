"""What the stories of stand-ups have in common."""

from typing import Any

from sandbox import Message, Reply
from tests.story import Story

NAME = "Weekly stand-up"
DONE = "What did you get done?"
PLAN = "What do you plan until next time?"
BLOCKER = "Is anything in your way?"
WIN = "Did somebody do something worth celebrating?"


_REMINDED = ("it is over.", "that is done.", "It takes half a minute.")


def prepared(story: Story) -> Story:
    """Let the teams be set up, and their people be known."""
    story.set_up()
    story.sync()
    story.settle()
    return story


def set_up(story: Story, *, by: str = "Maya", **filled: Any) -> Reply:
    """A lead sets a stand-up up with what the form begins with, but for what is filled in."""
    person = story.slack.person(by)
    person.command("/standup", "setup", channel="#marketing")
    reply = person.submit(filled)
    person.close_modal()
    story.settle()
    return reply


def answer(story: Story, who: str = "Maya", **said: Any) -> Reply:
    """Somebody presses Answer, or Edit, and sends the form, filled by the keys of its questions."""
    person = story.slack.person(who)
    person.click("standups.answer")
    reply = person.submit({f"{key}@0": words for key, words in said.items()})
    story.settle()
    return reply


def asking(story: Story, who: str = "Maya") -> Message:
    """Return the newest message that asks somebody, or that was that once; no reminder."""
    theirs = [each for each in story.slack.person(who).dm() if each.plain.startswith(NAME)]
    return [each for each in theirs if not each.plain.endswith(_REMINDED)][-1]


def summaries(story: Story, channel: str = "#marketing") -> list[str]:
    """Return what the summaries in a channel say, the oldest first."""
    return [each.plain for each in _of(story, channel) if each.thread_ts in {None, each.ts}]


def words(story: Story, channel: str = "#marketing") -> list[str]:
    """Return what stands below the summaries in a channel, the oldest first."""
    return [each.plain for each in _of(story, channel) if each.thread_ts not in {None, each.ts}]


def _of(story: Story, channel: str) -> list[Message]:
    messages = story.slack.channel(channel).messages
    tops = {each.ts for each in messages if each.plain.startswith(NAME)}
    return [each for each in messages if each.ts in tops or each.thread_ts in tops]


def days(story: Story, number: int) -> None:
    """Let days pass, of each of which the clock looks at the morning, noon and evening."""
    for _part in range(number * 6):
        story.pass_time(hours=4)
