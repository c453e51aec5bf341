"""Guests, bots and people of other companies read what is posted where they are: no more."""

from dataclasses import replace

import pytest

from bot.people import operations
from bot.people.operations import Profile
from bot.people.rules import Standing
from tests.escalations import scenes
from tests.story import Story

BO = Profile("U0BO0000004", "Bo Chen", "America/Los_Angeles", Standing.COLLEAGUE, False)

ONLY_MEMBERS = (
    "You are a guest in this workspace: you can read what I post, but only its members can act on "
    "it. Please ask one of them."
)
ONLY_PEOPLE = "Only people can do that. Please let somebody of this workspace do it."
ONLY_OURS = "Only people of this workspace can do that. Please ask someone who is in it."
DEACTIVATED = (
    "Slack tells me that your account here is deactivated, so I changed nothing. If that is wrong, "
    "please ask an admin of this workspace."
)
OUTSIDERS = [
    pytest.param(replace(BO, standing=Standing.GUEST), ONLY_MEMBERS, id="guest"),
    pytest.param(replace(BO, standing=Standing.BOT), ONLY_PEOPLE, id="bot"),
    pytest.param(replace(BO, standing=Standing.STRANGER), ONLY_OURS, id="stranger"),
    pytest.param(replace(BO, is_deactivated=True), DEACTIVATED, id="deactivated"),
]


def know(story: Story, profile: Profile) -> None:
    """Let Slack have told us who Bo is."""
    with story.transaction() as session:
        operations.record_people(session, story.workspace.id, [profile], now=story.clock())


@pytest.mark.parametrize(("profile", "sentence"), OUTSIDERS)
class TestSomebodyWhoMayNotAct:
    def test_cannot_use_a_command(self, story: Story, profile: Profile, sentence: str) -> None:
        story.set_up()
        know(story, profile)
        bo = story.slack.person("Bo")
        bo.command("/escalate", scenes.STUCK, channel="#it")
        assert scenes.whispers(story, "Bo") == [f"{sentence}\nYou typed: /escalate {scenes.STUCK}"]
        assert bo.modal is None

    def test_cannot_press_a_button(self, story: Story, profile: Profile, sentence: str) -> None:
        story.set_up()
        know(story, profile)
        scenes.raise_one(story)
        before = scenes.card(story).plain
        story.slack.person("Bo").click("Acknowledge", message=scenes.card(story))
        story.settle()
        assert scenes.whispers(story, "Bo") == [sentence]
        assert scenes.card(story).plain == before

    def test_cannot_send_a_form(self, story: Story, profile: Profile, sentence: str) -> None:
        """It was opened while they still could."""
        story.set_up()
        bo = story.slack.person("Bo")
        bo.command("/escalate", scenes.STUCK, channel="#it")
        know(story, profile)
        reply = bo.submit({"ask": scenes.ASK})
        assert reply.body == {"response_action": "errors", "errors": {"stuck": sentence}}
        story.settle()
        assert all(scenes.ASK not in said.plain for said in story.slack.channel("#it").messages)


class TestSomebodyWhoMay:
    @pytest.mark.parametrize("is_known", [True, False], ids=["known", "not known yet"])
    def test_acts(self, story: Story, is_known: bool) -> None:
        story.set_up()
        if is_known:
            know(story, BO)
        scenes.raise_one(story)
        story.slack.person("Bo").click("Acknowledge", message=scenes.card(story))
        story.settle()
        assert "@Bo Chen took it" in scenes.card(story).plain
