"""From an empty workspace to the first escalation that is answered, as its people live it."""

from typing import Any

from sandbox import Person
from tests.story import Story

FIELDS_MAX = 5
INTERACTIONS_MAX = 12


class Hand:
    """A person whose gestures are counted: each command, click, sent form and closed one."""

    interactions = 0

    def __init__(self, person: Person) -> None:
        self.person = person

    def __getattr__(self, name: str) -> Any:
        Hand.interactions += 1
        return getattr(self.person, name)


class TestFirstUse:
    def test_takes_two_minutes(self, story: Story) -> None:
        Hand.interactions = 0
        maya, ivan = (Hand(story.slack.person(name)) for name in ("Maya", "Ivan"))
        maya.open_home()
        story.settle()
        maya.click("Set up")
        form = maya.person.modal
        assert form
        fields = [block for block in form.view["blocks"] if block["type"] == "input"]
        maya.submit(
            {
                "channel_1": "#marketing",
                "leads_1": ["Maya"],
                "channel_2": "#it",
                "leads_2": ["Ivan"],
            }
        )
        maya.close_modal()
        maya.command("/escalate", "The export fails", channel="#marketing")
        maya.submit({"ask": "Somebody who repairs it"})
        story.settle()
        ivan.click("Acknowledge")
        ivan.click("Answer")
        ivan.submit({"answer": "It runs again"})
        story.settle()
        maya.click("Accept")
        story.settle()
        assert "Closed." in story.slack.channel("#it").messages[-1].plain
        assert len(fields) <= FIELDS_MAX
        assert Hand.interactions <= INTERACTIONS_MAX
