"""Slack's published payloads, handed to the bot as they stand; see tests/payloads/README.md."""

from typing import Any

import pytest

from sandbox.delivery import Delivery, Kind
from tests.escalations import scenes
from tests.payloads import samples
from tests.story import Story

ORGANISATION = {"enterprise_id": "E0ACME", "enterprise_name": "Acme Inc"}


def hand_over(story: Story, kind: Kind, payload: dict[str, Any]) -> Any:
    """Hand a payload to the bot; return the body of its answer."""
    ack = story.receive(Delivery(kind, payload))
    assert ack.status == 200
    return ack.body


@pytest.mark.sqlite_first
class TestSlashCommand:
    @pytest.mark.parametrize("organisation", [{}, ORGANISATION], ids=["workspace", "organisation"])
    def test_opens_the_form(self, story: Story, organisation: dict[str, str]) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        payload = samples.load("slash_command") | organisation
        payload["trigger_id"] = story.slack.workspace.triggers.issue(maya.id)
        assert hand_over(story, "slash_commands", payload) is None
        assert maya.modal
        stuck = maya.modal.view["state"]["values"]["stuck"]["value"]["value"]
        assert stuck == payload["text"]

    def test_answers_without_a_text(self, story: Story) -> None:
        payload = samples.load("slash_command")
        del payload["text"]
        answer = hand_over(story, "slash_commands", payload)
        assert answer["text"].startswith("Before you can escalate, ")


@pytest.mark.sqlite_first
class TestViewSubmission:
    def test_raises(self, story: Story) -> None:
        story.set_up()
        assert hand_over(story, "interactive", samples.load("view_submission")) is None
        story.settle()
        card = scenes.card(story)
        assert "The export fails" in card.plain
        assert "Somebody who repairs it" in card.plain
        assert card.plain.startswith("ESC-1, high urgency: Marketing asks IT")

    def test_complains_about_a_field_that_nobody_touched(self, story: Story) -> None:
        """Slack sends null for what was left empty."""
        story.set_up()
        payload = samples.load("view_submission")
        payload["view"]["state"]["values"]["ask"]["value"]["value"] = None
        assert hand_over(story, "interactive", payload) == {
            "response_action": "errors",
            "errors": {"ask": "Please say what you need."},
        }

    @pytest.mark.parametrize(
        ("field", "sentence"),
        [
            ("team", "Please choose who must answer."),
            ("urgency", "Please choose how urgent it is."),
        ],
    )
    def test_complains_about_a_choice_that_nobody_made(
        self, story: Story, field: str, sentence: str
    ) -> None:
        story.set_up()
        payload = samples.load("view_submission")
        payload["view"]["state"]["values"][field]["value"]["selected_option"] = None
        assert hand_over(story, "interactive", payload) == {
            "response_action": "errors",
            "errors": {field: sentence},
        }


class TestBlockActions:
    def test_acknowledges(self, story: Story) -> None:
        story.set_up()
        hand_over(story, "interactive", samples.load("view_submission"))
        assert hand_over(story, "interactive", samples.load("block_actions")) is None
        story.settle()
        assert "@Ivan Kovac took it" in scenes.card(story).plain

    def test_acknowledges_from_a_message_that_slack_does_not_show_us(self, story: Story) -> None:
        story.set_up()
        hand_over(story, "interactive", samples.load("view_submission"))
        payload = samples.load("block_actions")
        del payload["message"], payload["state"]
        assert hand_over(story, "interactive", payload) is None
        story.settle()
        assert "@Ivan Kovac took it" in scenes.card(story).plain
