"""What the stories of reactions have in common."""

from sandbox import Message
from tests.story import Story

WORDS = "We moved the export to the new cluster, thanks to @Bo"
READ = "We moved the export to the new cluster, thanks to @Bo Chen"
WIN = f"• WIN-1 @Ivan Kovac and @Bo Chen: {READ} (Mon 23 Nov 2026)"


def say(
    story: Story,
    words: str = WORDS,
    *,
    by: str = "Ivan",
    channel: str = "#it",
    thread_ts: str | None = None,
) -> Message:
    """Somebody says something."""
    return story.slack.person(by).say(words, channel=channel, thread_ts=thread_ts)


def celebrate(story: Story, message: Message, by: str = "Maya", emoji: str = "tada") -> None:
    """Somebody reacts to a message, and it is read."""
    story.slack.person(by).react(emoji, message)
    story.read_messages()


def take_back(story: Story, message: Message, by: str = "Maya", emoji: str = "tada") -> None:
    """Somebody takes their reaction off again."""
    story.slack.person(by).unreact(emoji, message)
    story.read_messages()


def wins(story: Story) -> list[str]:
    """Return what stands in the list that everybody sees, the newest first."""
    sofia = story.slack.person("Sofia")
    sofia.command("/win", "list", channel="#general")
    said = sofia.sees("#general")[-1].plain
    return [] if said.startswith("No wins yet") else said.splitlines()


def told_of(story: Story, who: str, name: str = "WIN-1") -> list[str]:
    """Return what somebody was told directly of a win, oldest first."""
    return [each.plain for each in story.slack.person(who).dm() if name in each.plain]
