"""What the clock does: an escalation that nobody takes climbs, step by step, and never ends."""

from datetime import timedelta

import pytest
import sqlalchemy

from bot.escalations.models import EscalationEvent
from bot.escalations.rules import Move
from tests.escalations import scenes
from tests.story import Story

BOTH = "@Maya Okafor, nobody has answered ESC-1 in time. Please agree who takes it."
SPONSOR = "@Sofia Rossi, ESC-1 still has no answer. Please decide who takes it."
MARGIN = timedelta(minutes=1)
"""Slack takes a post a second: a notice is a few seconds later than the move it tells of."""


def edits(story: Story) -> int:
    """Return how often the card was edited."""
    ts = scenes.card(story).ts
    return sum(call.arguments["ts"] == ts for call in story.slack.journal.of("chat.update"))


def advances(story: Story) -> int:
    """Return how often an escalation moved up."""
    moved = sqlalchemy.select(EscalationEvent).where(EscalationEvent.move == Move.ADVANCE)
    with story.transaction() as session:
        return len(session.scalars(moved).all())


def wait(story: Story, span: timedelta) -> None:
    """Let time pass up to a minute before `span` is over: nothing may happen; then let it be."""
    thread, edited = scenes.thread(story), edits(story)
    story.pass_time(seconds=(span - MARGIN).total_seconds())
    assert (scenes.thread(story), edits(story)) == (thread, edited)
    story.pass_time(seconds=MARGIN.total_seconds())


class TestActOnDue:
    @pytest.mark.sqlite_first
    def test_asks_both_leads_then_the_sponsor_then_the_sponsor_each_working_day(
        self, story: Story
    ) -> None:
        story.set_up()
        scenes.raise_one(story, by="Ana")
        expected = [BOTH, SPONSOR, SPONSOR, SPONSOR]
        spans = [timedelta(minutes=30), timedelta(minutes=30), timedelta(days=1), timedelta(days=1)]
        for count, span in enumerate(spans, start=1):
            wait(story, span)
            assert scenes.thread(story) == expected[:count]
            assert edits(story) == count
        status = "It is with the sponsors, @Sofia Rossi. Unless somebody takes it, I ask again "
        assert status in scenes.card(story).plain
        assert scenes.card(story).buttons == ["Acknowledge", "Answer", "More"]
        assert len(story.slack.person("Ana").dm()) == 1

    @pytest.mark.sqlite_first
    def test_asks_the_sponsor_directly_each_time(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story, by="Ana")
        sofia = story.slack.person("Sofia")
        story.pass_time(minutes=30)
        assert sofia.dm() == []
        story.pass_time(minutes=30)
        (asked,) = sofia.dm()
        assert asked.plain.startswith(
            "Nobody has answered ESC-1 in time, so I ask you as the sponsor: please decide who "
            "takes it."
        )
        assert asked.buttons == ["Acknowledge", "Answer", "More"]
        story.pass_time(days=1)
        assert len(sofia.dm()) == 2
        sofia.click("Acknowledge", message=sofia.dm()[-1])
        story.settle()
        assert "@Sofia Rossi took it" in scenes.card(story).plain

    @pytest.mark.sqlite_first
    def test_asks_leads_directly_whose_channel_it_is_not(self, story: Story) -> None:
        story.set_up()
        ana, ivan = story.slack.person("Ana"), story.slack.person("Ivan")
        ana.command("/escalate", channel="#marketing")
        ana.submit({"stuck": "It fails", "ask": "A date", "urgency": "High (30 minutes)"})
        story.settle()
        story.pass_time(minutes=30)
        (asked,) = story.slack.person("Maya").dm()
        assert asked.plain.startswith(
            "Nobody has answered ESC-1 in time, so I ask you as a lead of Marketing."
        )
        assert ivan.dm() == []
        assert len(ana.dm()) == 1

    @pytest.mark.sqlite_first
    def test_says_on_the_card_and_the_copy_who_is_asked_now(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story, by="Ana")
        story.pass_time(minutes=30)
        status = (
            "It is with the leads of both teams: @Maya Okafor. Unless somebody takes it, I ask the "
            "sponsors Mon 23 Nov 10:00 UTC."
        )
        assert status in scenes.card(story).plain
        assert status in story.slack.person("Ana").dm()[0].plain

    @pytest.mark.sqlite_first
    def test_is_asked_at_night_and_goes_up_in_the_morning(self, story: Story) -> None:
        story.set_up()
        story.pass_time(hours=17)  # it is Tuesday, two at night
        scenes.raise_one(story)
        assert "I ask the sponsors Tue 24 Nov 09:30 UTC" in scenes.card(story).plain
        story.pass_time(hours=7)
        assert scenes.thread(story) == []
        story.pass_time(minutes=30)
        assert scenes.thread(story) == [SPONSOR]

    @pytest.mark.sqlite_first
    def test_stops_when_somebody_answers(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.pass_time(minutes=30)
        scenes.answer(story)
        for _day in range(9):
            story.pass_time(days=1)
        assert scenes.thread(story) == [SPONSOR]
        assert advances(story) == 1
        assert "so it counts as accepted" in scenes.card(story).plain

    @pytest.mark.sqlite_first
    def test_goes_on_after_a_reopening_at_the_level_it_had_reached(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.pass_time(minutes=30)
        scenes.answer(story)
        scenes.reopen(story)
        asked_again = (
            "@Ivan Kovac and @Sofia Rossi: @Maya Okafor reopened ESC-1. Missing: It fails again"
        )
        assert scenes.thread(story) == [SPONSOR, asked_again]
        wait(story, timedelta(days=1))
        assert scenes.thread(story) == [SPONSOR, asked_again, SPONSOR]

    def test_does_it_once_when_it_sweeps_twice(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.clock.advance(minutes=30)
        story.sweep()
        story.sweep()
        story.settle()
        assert scenes.thread(story) == [SPONSOR]
        assert edits(story) == 1

    @pytest.mark.sqlite_first
    def test_waits_for_a_notice_that_is_on_its_way(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.clock.advance(minutes=30)
        story.sweep()
        story.clock.advance(hours=5)
        story.sweep()
        assert advances(story) == 1
        story.settle()
        assert scenes.thread(story) == [
            f"{SPONSOR}\nDelayed 5 h: this is from Mon 23 Nov 09:30 UTC."
        ]

    @pytest.mark.sqlite_first
    def test_counts_from_a_delivery_that_was_late(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", scenes.STUCK, channel="#marketing")
        maya.submit({"ask": scenes.ASK, "urgency": "High (30 minutes)"})
        story.clock.advance(minutes=29)
        story.settle()
        story.pass_time(minutes=29)
        assert scenes.thread(story) == []
        assert "I ask the sponsors Mon 23 Nov 09:59 UTC" in scenes.card(story).plain
        story.pass_time(minutes=1)
        assert scenes.thread(story) == [SPONSOR]

    def test_asks_each_level_in_turn_after_the_bot_was_down(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story, by="Ana")
        story.pass_time(days=3)
        assert scenes.thread(story) == [BOTH]
        story.sweep()
        assert advances(story) == 1
        wait(story, timedelta(minutes=30))
        assert scenes.thread(story) == [BOTH, SPONSOR]
