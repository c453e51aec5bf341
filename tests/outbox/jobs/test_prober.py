"""Asking whether Slack is back, and what is done then: nothing stale, nothing all at once."""

import asyncio
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from bot.outbox.jobs.sweeps import drop_expired
from bot.outbox.operations import lanes
from bot.outbox.rules.states import State
from tests.outbox.outbox import Outbox
from tests.outbox.sending import texts
from tests.story import Story

GENERAL, MARKETING = "C0GENERAL01", "C0MARKETNG2"
FIRST = ("C0IT0000003", "U0ANA000002", "U0IVAN00003", "U0BO0000004", "U0SOFIA0005")
"""Where five messages go that fail, which stops the lane."""
ALL_FIRST_WORDS = [f"The words of first:{place}" for place in FIRST]


def fail_until_stopped(story: Story, owed: Outbox) -> None:
    """Send to a Slack that is away, until nothing is sent to it any more."""
    for place in FIRST:
        owed.post(f"first:{place}", place)
    story.send()
    assert owed.lane().stopped_at == story.clock()


def first_words(story: Story) -> list[str]:
    """Return what was posted of that in the end, without what was said of its delay."""
    told = [story.slack.person(place).dm() for place in FIRST[1:]]
    shown = [*story.slack.channel(FIRST[0]).messages, *chain(*told)]
    return [message.text.partition("\n")[0] for message in shown]


def go_on(story: Story, owed: Outbox) -> None:
    """Look and send until nothing is on its way or in doubt."""
    for _ in range(20):
        story.look()
        story.send()
        if not {State.PENDING, State.SENDING, State.UNKNOWN} & set(owed.states()):
            return
        story.clock.advance(seconds=15)
    raise AssertionError(f"still {owed.states()}")


def calls(story: Story, method: str = "chat.postMessage") -> int:
    return len([call for call in story.slack.calls if call.method == method])


class TestTurn:
    @pytest.mark.parametrize("mode", ["refuse", "500"])
    def test_lets_everything_go_on_when_slack_is_back(
        self, story: Story, owed: Outbox, mode: Any
    ) -> None:
        story.slack.away(mode)
        fail_until_stopped(story, owed)
        before = calls(story)
        for _ in range(3):
            story.clock.advance(seconds=15)
            story.send()
            story.look()
            story.probe()
        assert calls(story) == before
        assert owed.lane().stopped_at
        story.slack.back()
        story.clock.advance(seconds=15)
        story.probe()
        assert owed.lane().stopped_at is None
        go_on(story, owed)
        assert first_words(story) == ALL_FIRST_WORDS
        assert set(owed.states()) == {State.SENT}

    def test_shows_once_what_arrived_though_slack_said_otherwise(
        self, story: Story, owed: Outbox
    ) -> None:
        story.slack.away("accept_then_500")
        fail_until_stopped(story, owed)
        story.slack.back()
        story.clock.advance(seconds=15)
        story.probe()
        go_on(story, owed)
        assert first_words(story) == ALL_FIRST_WORDS

    def test_stops_again_at_once_when_slack_was_not_back(self, story: Story, owed: Outbox) -> None:
        story.slack.away("500")
        fail_until_stopped(story, owed)
        story.slack.back()
        story.clock.advance(seconds=15)
        story.probe()
        story.slack.away("500")
        before = calls(story)
        owed.post("next", GENERAL)
        story.send()
        assert owed.lane().stopped_at == story.clock()
        assert calls(story) - before <= 2  # what was under way together

    def test_asks_no_more_often_than_it_should(self, story: Story, owed: Outbox) -> None:
        story.slack.away("500")
        fail_until_stopped(story, owed)
        before = calls(story, "auth.test")
        for _ in range(60):
            story.clock.advance(seconds=1)
            story.probe()
        assert calls(story, "auth.test") - before == 4

    def test_does_nothing_when_somebody_else_was_faster(self, story: Story, owed: Outbox) -> None:
        async def resume() -> None:
            while owed.lane().probe_at == probe_at:
                await asyncio.sleep(0.01)
            with story.transaction() as session:
                lanes.resume(session, owed.workspace_id)

        async def both() -> None:
            async with story.web_api:
                await asyncio.gather(story.prober.turn(), resume())

        story.slack.away("500")
        fail_until_stopped(story, owed)
        story.slack.back()
        owed.post("prompt", GENERAL, within=timedelta(seconds=10))
        story.clock.advance(seconds=15)
        story.slack.fail_next("auth.test", hang=0.5)
        probe_at = owed.lane().probe_at
        asyncio.run(both())
        assert owed.lane().stopped_at is None
        assert owed.get("prompt").state is State.PENDING  # what is to be done is the other's

    def test_asks_nothing_while_all_is_well(self, story: Story, owed: Outbox) -> None:
        before = calls(story, "auth.test")
        owed.post()
        story.settle()
        story.probe()
        assert calls(story, "auth.test") == before


class TestTurnAfterAnOutage:
    def outage(self, story: Story, owed: Outbox, **span: float) -> None:
        """Let Slack be away for so long, while the sweeps go on, and come back."""
        end = story.clock() + timedelta(**span)
        while story.clock() < end:
            story.clock.advance(minutes=15)
            drop_expired(transaction=story.transaction, now=story.clock())
            story.send()
            story.probe()
        story.slack.back()
        story.clock.advance(seconds=15)
        story.probe()
        go_on(story, owed)

    def prompt(self, owed: Outbox, key: str, destination: str, **more: Any) -> None:
        owed.post(key, destination, within=timedelta(minutes=30), **more)

    def test_says_in_each_channel_once_what_came_too_late(self, story: Story, owed: Outbox) -> None:
        began_at = story.clock()
        story.slack.away("500")
        fail_until_stopped(story, owed)
        for number in range(3):
            self.prompt(owed, f"prompt:{number}", GENERAL)
        self.prompt(owed, "prompt:m", MARKETING)
        owed.post("decision", MARKETING)
        self.outage(story, owed, hours=1)
        (missed,) = texts(story, "#general")
        since, until = int(began_at.timestamp()), int(story.clock().timestamp())
        assert missed.startswith("I could not reach Slack from <!date^")
        assert all(f"• The words of prompt:{number}" in missed for number in range(3))
        assert since <= int(missed.split("^")[1]) < until
        decision, also_missed = sorted(texts(story, "#marketing"), reverse=True)
        assert decision.startswith("The words of decision\nDelayed 1 h")
        assert "• The words of prompt:m" in also_missed
        assert State.PENDING not in owed.states()

    def test_says_nothing_to_people_and_where_nothing_was_missed(
        self, story: Story, owed: Outbox
    ) -> None:
        maya = story.slack.person("Maya")
        story.slack.away("500")
        fail_until_stopped(story, owed)
        self.prompt(owed, "prompt", maya.id)
        owed.post("decision", GENERAL)
        self.outage(story, owed, hours=1)
        assert maya.dm() == []
        assert [text.partition("\n")[0] for text in texts(story, "#general")] == [
            "The words of decision"
        ]

    def test_does_not_speak_of_what_a_newer_one_replaced(self, story: Story, owed: Outbox) -> None:
        story.slack.away("500")
        fail_until_stopped(story, owed)
        for number in range(3):
            self.prompt(owed, f"digest:{number}", GENERAL, collapse_key="digest")
        owed.post("digest:3", GENERAL, collapse_key="digest")
        self.outage(story, owed, hours=1)
        assert [text.partition("\n")[0] for text in texts(story, "#general")] == [
            "The words of digest:3"
        ]

    def test_says_nothing_after_a_short_one(self, story: Story, owed: Outbox) -> None:
        story.slack.away("500")
        fail_until_stopped(story, owed)
        self.prompt(owed, "prompt", GENERAL)
        self.outage(story, owed, minutes=15)
        assert [text.partition("\n")[0] for text in texts(story, "#general")] == [
            "The words of prompt"
        ]

    def test_speaks_of_each_outage(self, story: Story, owed: Outbox) -> None:
        for number in range(2):
            story.slack.away("500")
            for place in (*FIRST, GENERAL):
                self.prompt(owed, f"{number}:{place}", place)
            story.send()
            self.outage(story, owed, hours=1)
        assert len([text for text in texts(story, "#general") if "could not reach" in text]) == 2


class TestTurnAfterARevocation:
    def test_deletes_nothing_and_sends_it_with_the_new_token(
        self, story: Story, owed: Outbox
    ) -> None:
        story.slack.revoke()
        owed.post("a")
        story.send()
        owed.post("b", GENERAL)
        before = calls(story)
        for _ in range(3):
            story.clock.advance(minutes=5)
            drop_expired(transaction=story.transaction, now=story.clock())
            story.send()
            story.probe()
        assert calls(story) == before
        assert owed.states() == [State.PENDING] * 2
        story.slack.restore()
        story.clock.advance(minutes=5)
        story.probe()
        story.settle()
        assert owed.states() == [State.SENT] * 2

    def test_stops_after_the_call_that_was_told(self, story: Story, owed: Outbox) -> None:
        story.slack.revoke()
        owed.post("a")
        story.send()
        assert calls(story) == 1
        assert owed.lane().stopped_because == "revoked"

    def test_says_nothing_of_what_came_too_late(self, story: Story, owed: Outbox) -> None:
        """Somebody wanted silence."""
        story.slack.revoke()
        owed.post("prompt", GENERAL, within=timedelta(minutes=30))
        story.send()
        story.clock.advance(hours=1)
        story.slack.restore()
        story.probe()
        story.settle()
        assert (texts(story, "#general"), owed.states()) == ([], [State.EXPIRED])
