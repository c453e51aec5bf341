"""Guests, bots and people of other companies read what is posted where they are: no more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot import nudges, outbox
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


WRITTEN = {
    "a direct message": lambda session, **bound: outbox.post(
        session, outbox.Draft("told", BO.user_id, "Told"), **bound
    ),
    "what is urgent": lambda session, **bound: nudges.nudge(
        session, nudges.Nudge("told", BO.user_id, "Told", urgent=True), **bound
    ),
    "what can wait": lambda session, **bound: nudges.nudge(
        session, nudges.Nudge("told", BO.user_id, "Told"), **bound
    ),
}
AFTERNOON = {"hours": 9}
"""Until then it is night where Bo is."""


class TestWhatWasWritten:
    """Asked again when something is sent: it may have been written before Slack told us."""

    @pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
    @pytest.mark.parametrize("change", [{"deleted": True}, {"is_restricted": True}], ids=str)
    def test_is_not_sent_to_somebody_who_may_not_be_told_any_more(
        self, story: Story, write: Callable[..., None], change: dict[str, bool]
    ) -> None:
        know(story, BO)
        with story.transaction() as session:
            write(session, workspace_id=story.workspace.id, now=story.clock())
        story.slack.admin.change_person("Bo", **change)
        story.pass_time(**AFTERNOON)
        assert story.slack.person("Bo").dm() == []

    @pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
    def test_is_sent_to_a_colleague(self, story: Story, write: Callable[..., None]) -> None:
        know(story, BO)
        with story.transaction() as session:
            write(session, workspace_id=story.workspace.id, now=story.clock())
        story.pass_time(**AFTERNOON)
        (told,) = story.slack.person("Bo").dm()
        assert told.plain.startswith("Told")


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
