"""One tick on an answer saves it as a decision of the team, linked both ways."""

import pytest

from tests.escalations import scenes
from tests.story import Story

TICK = {"save": ["Save it as a decision of the team"]}


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    return sqlite_story


def decide(story: Story, text: str = "We move the newsletter") -> None:
    """Ivan answers, and saves the answer."""
    ivan = story.slack.person("Ivan")
    ivan.click("Answer", message=scenes.card(story))
    ivan.submit({"answer": text} | TICK)
    story.settle()


class TestSave:
    def test_posts_the_decision_once_and_names_it_on_the_card(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        decide(story)
        assert scenes.card_in(story, "#it").plain == (
            "DEC-1, decided by IT\nSomebody who repairs it\nWhat and why\n"
            "We move the newsletter\nDecided by @Ivan Kovac, Mon 23 Nov 09:00 UTC.\n"
            "Driven by @Ivan Kovac, Mon 23 Nov 09:00 UTC · From ESC-1"
        )
        assert scenes.card(story).plain.endswith("· Process · Saved as DEC-1")

    def test_keeps_the_first_when_it_is_answered_again(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        decide(story)
        scenes.reopen(story)
        decide(story, "We move it next year")
        decisions = [
            message.plain
            for message in story.slack.channel("#it").messages
            if message.plain.startswith("DEC-")
        ]
        assert len(decisions) == 1
        assert "We move the newsletter" in decisions[0]

    def test_is_not_offered_of_a_private_one(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "Somebody reads our mail", channel="#marketing")
        maya.click(scenes.MORE)
        maya.submit({"ask": "Help", "Private": ["Only the people on its ladder see it"]})
        story.settle()
        ivan = story.slack.person("Ivan")
        ivan.click("Answer", message=ivan.dm()[-1])
        assert ivan.modal
        assert "Decision" not in ivan.modal.plain
