"""Open: reading an escalation's card where there is no card to see."""

import pytest

from sandbox import Ack, Delivery
from sandbox.payloads import interactions
from tests.escalations import scenes
from tests.story import Story


def press_open(story: Story, name: str, value: str = "1") -> Ack:
    """Press Open, as it is drawn in a Home."""
    home = {"id": "V1", "type": "home", "blocks": []}
    action = {"type": "button", "action_id": "escalations.open", "block_id": "b", "value": value}
    person = story.slack.person(name)
    payload = interactions.view_action(story.slack.workspace, person.id, home, action)
    return story.receive(Delivery("interactive", payload))


def modal(story: Story, name: str) -> tuple[str, str]:
    shown = story.slack.person(name).modal
    assert shown
    return shown.title, shown.plain


@pytest.mark.sqlite_first
class TestOnOpen:
    @pytest.mark.parametrize("name", ["Maya", "Ivan", "Sofia"])
    def test_shows_the_card_to_those_whom_it_concerns(self, story: Story, name: str) -> None:
        story.set_up()
        scenes.raise_one(story)
        press_open(story, name)
        title, words = modal(story, name)
        assert title == "ESC-1"
        for part in (scenes.STUCK, scenes.ASK, "Raised by"):
            assert part in words

    def test_shows_it_to_who_took_it_though_they_lead_no_team(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.slack.person("Bo").click("Acknowledge", message=scenes.card(story))
        press_open(story, "Bo")
        assert modal(story, "Bo")[0] == "ESC-1"

    def test_tells_others_whom_to_ask(self, story: Story) -> None:
        """The card may be in a channel that is closed to them."""
        story.set_up()
        scenes.raise_one(story)
        press_open(story, "Bo")
        assert modal(story, "Bo") == (
            "Lockstep",
            "ESC-1 is between its two teams. Ask @U0MAYA00001, who raised it.",
        )

    def test_says_so_when_it_is_gone(self, story: Story) -> None:
        story.set_up()
        press_open(story, "Maya", "99")
        assert modal(story, "Maya")[1].startswith("I can't find this escalation any more.")
