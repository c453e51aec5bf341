"""Slack is away for an hour: nobody is late who was not asked, and nothing is lost."""

from datetime import datetime

import pytest
import sqlalchemy

from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.rules import Move
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import DUE_STATES, State
from tests.escalations import scenes
from tests.story import Story

BOTH = "@Maya Okafor, nobody has answered ESC-1 in time."
SPONSOR = "@Sofia Rossi, ESC-1 still has no answer."
modes = pytest.mark.parametrize("mode", ["refuse", "500", "accept_then_500"])


def live(story: Story, minutes: int, *, at_a_time: int = 5) -> None:
    """Let time pass while the bot does what it does; what cannot be sent stays where it is."""
    for _turn in range(minutes // at_a_time):
        story.clock.advance(minutes=at_a_time)
        story.sweep()
        story.send()
        story.look()
        story.probe()


def recover(story: Story) -> None:
    """Let Slack be back, and time pass until the bot knows of every message where it is."""
    story.slack.back()
    for _minute in range(30):
        live(story, 1, at_a_time=1)
        if not on_the_way(story):
            return
    raise AssertionError(f"{on_the_way(story)} message(s) still on the way")


def on_the_way(story: Story) -> int:
    """Return how many messages are not where they should be, as far as the bot knows."""
    states = (*DUE_STATES, State.SENDING, State.UNKNOWN)
    waiting = sqlalchemy.func.count().filter(OutboxMessage.state.in_(states))
    with story.transaction() as session:
        return session.scalar(sqlalchemy.select(waiting)) or 0


def advances(story: Story) -> int:
    """Return how often the clock moved an escalation up."""
    moved = sqlalchemy.select(EscalationEvent).where(EscalationEvent.move == Move.ADVANCE)
    with story.transaction() as session:
        return len(session.scalars(moved).all())


def told_at(story: Story) -> datetime:
    """Return when the people asked now were told, as far as the bot knows."""
    with story.transaction() as session:
        told = session.scalar(
            sqlalchemy.select(OutboxMessage.sent_at).join(
                Escalation, Escalation.notice_key == OutboxMessage.key
            )
        )
    assert told
    return told


class TestAnHourWithoutSlack:
    @modes
    def test_moves_an_escalation_one_step_and_counts_on_from_the_delivery(
        self, story: Story, mode: str
    ) -> None:
        story.set_up()
        scenes.raise_one(story, by="Ana")
        live(story, 25)
        story.slack.away(mode)
        live(story, 60)
        assert advances(story) == 1
        recover(story)
        (notice,) = scenes.thread(story)
        assert notice.startswith(BOTH)
        assert advances(story) == 1

        story.clock.advance(seconds=(told_at(story) - story.clock()).total_seconds())
        story.pass_time(minutes=29)
        assert advances(story) == 1
        story.pass_time(minutes=1)
        _both, notice = scenes.thread(story)
        assert notice.startswith(SPONSOR)
        assert advances(story) == 2

    @modes
    def test_makes_nobody_late_who_was_not_asked_yet(self, sqlite_story: Story, mode: str) -> None:
        """The card itself could not be posted: the first level has all its time."""
        story = sqlite_story
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", scenes.STUCK, channel="#marketing")
        maya.submit({"ask": scenes.ASK, "urgency": "High (30 minutes)"})
        story.slack.away(mode)
        live(story, 60)
        recover(story)
        scenes.card(story)  # the one card, not two
        assert advances(story) == 0
        assert scenes.thread(story) == []

    @modes
    def test_loses_nothing_that_people_did(self, sqlite_story: Story, mode: str) -> None:
        story = sqlite_story
        story.set_up()
        scenes.raise_one(story)
        story.slack.away(mode)
        live(story, 5)
        story.slack.person("Ivan").click("Acknowledge", message=scenes.card(story))
        live(story, 55)
        recover(story)
        assert "@Ivan Kovac took it" in scenes.card(story).plain
        told = [message.plain for message in story.slack.person("Maya").dm()]
        assert sum("has taken ESC-1" in words for words in told) == 1
        assert advances(story) == 0
