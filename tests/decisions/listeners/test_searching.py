"""Looking for decisions in Slack: typed, turned over page by page, filtered, and never too much."""

import pytest

from sandbox import Message, Reply
from tests.decisions import scenes
from tests.story import Story


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the queries."""
    sqlite_story.set_up()
    return sqlite_story


def find(story: Story, text: str, *, by: str = "Ana", channel: str = "#general") -> Message:
    """Somebody looks for something, and sees this."""
    person = story.slack.person(by)
    reply: Reply = person.command("/decision", f"find {text}".strip(), channel=channel)
    assert reply.error is None
    return person.sees(channel)[-1]


class TestOnFind:
    def test_shows_what_says_so(self, story: Story) -> None:
        scenes.record(story)
        scenes.record(story, "We keep the CRM")
        assert find(story, "newsletter").plain == ""
