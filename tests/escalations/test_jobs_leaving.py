"""Whoever took an escalation leaves the company: it is asked again, and nothing is stranded."""

import pytest
import sqlalchemy

from bot.escalations.models import EscalationEvent
from bot.escalations.rules import Move
from bot.people.operations import Profile, record_people
from bot.people.rules import Standing
from tests.escalations import scenes
from tests.story import Story


def leave(story: Story, name: str) -> None:
    """Let Slack have told us that somebody's account was deactivated."""
    person = story.slack.person(name)
    gone = Profile(person.id, person.user.real_name, None, Standing.COLLEAGUE, is_deactivated=True)
    with story.transaction() as session:
        record_people(session, story.workspace.id, [gone], now=story.clock())


class TestReleaseLeft:
    @pytest.mark.sqlite_first
    def test_asks_those_again_who_were_asked(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        bo = story.slack.person("Bo")
        bo.click("Acknowledge", scenes.card(story))
        story.settle()
        leave(story, "Bo")
        story.pass_time(seconds=10)
        assert scenes.thread(story)[-1] == (
            "@Ivan Kovac, @Bo Chen had taken ESC-1 and is not here. Please agree who takes it."
        )
        assert scenes.card(story).buttons == ["Acknowledge", "Answer", "More"]
        assert "@Ivan Kovac can take it or answer it." in scenes.card(story).plain

    @pytest.mark.sqlite_first
    def test_asks_the_next_ones_if_nobody_takes_it_now(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.slack.person("Bo").click("Acknowledge", scenes.card(story))
        leave(story, "Bo")
        story.pass_time(seconds=10)
        story.pass_time(minutes=31)
        assert scenes.thread(story)[-1].startswith("@Sofia Rossi, ESC-1 still has no answer.")

    @pytest.mark.sqlite_first
    def test_happens_once(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.slack.person("Bo").click("Acknowledge", scenes.card(story))
        leave(story, "Bo")
        for _again in range(3):
            story.pass_time(seconds=10)
        released = sqlalchemy.select(EscalationEvent).where(EscalationEvent.move == Move.RELEASE)
        with story.transaction() as session:
            assert len(session.scalars(released).all()) == 1

    def test_lets_the_deputy_of_a_lead_who_had_it_take_it(self, story: Story) -> None:
        story.set_up()
        sofia = story.slack.person("Sofia")
        sofia.command("/align", "settings")
        sofia.click("Change IT")
        sofia.submit({"Deputies": ["Bo"]})
        scenes.raise_one(story)
        story.slack.person("Ivan").click("Acknowledge", scenes.card(story))
        leave(story, "Ivan")
        story.pass_time(seconds=10)
        assert scenes.thread(story)[-1].startswith("@Bo Chen, @Ivan Kovac had taken ESC-1")
        story.slack.person("Bo").click("Acknowledge", scenes.card(story))
        story.settle()
        assert "@Bo Chen took it" in scenes.card(story).plain
