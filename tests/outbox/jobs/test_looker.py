"""Looking for messages of which Slack never told whether they arrived: each is seen once."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.outbox.jobs import looker
from bot.outbox.rules.states import State
from bot.slack import web_api
from sandbox.model import Message
from tests.outbox.outbox import Outbox
from tests.outbox.sending import texts
from tests.story import Story

LEADS = "C0LEADS0004"
READ = ("conversations.history", "conversations.replies", "conversations.open")
FAULTS: dict[str, dict[str, Any]] = {
    "lost": {"lost": True},
    "cut": {"cut": True},
    "500 before": {"status": 500},
    "500 after": {"status": 500, "applied": True},
    "html before": {"html": True},
    "html after": {"html": True, "applied": True},
    "internal_error before": {"error": "internal_error"},
    "internal_error after": {"error": "internal_error", "applied": True},
}


def look_until_settled(story: Story, owed: Outbox) -> None:
    """Let the time pass until nothing is in doubt or on its way."""
    for _ in range(20):
        story.clock.advance(seconds=15)
        story.look()
        story.send()
        if set(owed.states()) == {State.SENT}:
            return
    raise AssertionError(f"still {owed.states()}")


def shown(story: Story) -> list[Message]:
    return story.slack.channel("#it").messages


def reads(story: Story) -> list[str]:
    return [call.method for call in story.slack.journal if call.method in READ]


class TestTurn:
    def test_lets_a_message_be_seen_once_whatever_went_wrong(
        self, story: Story, owed: Outbox
    ) -> None:
        for fault, ordered in FAULTS.items():
            story.slack.fail_next("chat.postMessage", **ordered)
            for key in (fault, f"well after {fault}"):  # else this would be an outage
                owed.post(key)
                story.send()
                story.clock.advance(seconds=1)
        assert owed.states() == [State.UNKNOWN, State.SENT] * len(FAULTS)
        look_until_settled(story, owed)
        seen = {message.ts: message.text.partition("\n")[0] for message in shown(story)}
        assert seen == {message.ts: message.payload["text"] for message in owed.all()}

    def test_needs_no_look_for_a_change(self, story: Story, owed: Outbox) -> None:
        owed.post()
        story.send()
        for fault, ordered in FAULTS.items():
            story.slack.fail_next("chat.update", **ordered)
            owed.update("card", f"Changed, {fault}")
            story.send()
            story.clock.advance(seconds=1)
            story.send()
            assert (texts(story), owed.states()) == ([f"Changed, {fault}"], [State.SENT])
        assert reads(story) == []

    def test_finds_what_came_after_slack_was_silent(
        self, story: Story, owed: Outbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(web_api, "CALL_TIMEOUT", 0.3)
        story.slack.fail_next("chat.postMessage", hang=1)
        owed.post()
        story.send()
        assert (owed.get().state, owed.get().error) == (State.UNKNOWN, "TimeoutError")
        monkeypatch.undo()
        look_until_settled(story, owed)
        assert len(texts(story)) == 1

    def test_looks_before_it_posts_again_and_no_sooner_than_it_should(
        self, story: Story, owed: Outbox
    ) -> None:
        story.slack.fail_next("chat.postMessage", cut=True)
        owed.post()
        story.send()
        for _ in range(7):
            story.clock.advance(seconds=15)
            story.look()
            story.send()
        assert (owed.states(), texts(story)) == ([State.UNKNOWN], [])
        story.clock.advance(seconds=15)
        story.look()
        story.send()
        assert (owed.states(), texts(story)) == ([State.SENT], ["The words of card"])

    def test_waits_for_a_history_that_lags(self, story: Story, owed: Outbox) -> None:
        story.slack.lag_history(60)
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post()
        story.send()
        look_until_settled(story, owed)
        assert (len(texts(story)), owed.get().attempts) == (1, 1)

    def test_removes_the_second_copy_when_history_lagged_too_long(
        self, story: Story, owed: Outbox
    ) -> None:
        story.slack.lag_history(200)
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post()
        story.send()
        look_until_settled(story, owed)
        elder, _younger = shown(story)
        story.clock.advance(minutes=5)
        story.look()
        story.send()
        assert shown(story) == [elder]
        assert (owed.get().ts, owed.states()) == (elder.ts, [State.SENT, State.SENT])

    def test_looks_into_a_thread(self, story: Story, owed: Outbox) -> None:
        owed.post()
        story.send()
        story.clock.advance(seconds=1)
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.reply("card:1", to="card")
        story.send()
        look_until_settled(story, owed)
        assert (texts(story), reads(story)) == (
            ["The words of card", "A reply"],
            ["conversations.replies"],
        )

    @pytest.mark.expected_errors("is pending: thread_not_found")
    def test_looks_no_further_when_the_thread_is_gone(self, story: Story, owed: Outbox) -> None:
        owed.post()
        story.send()
        story.clock.advance(seconds=1)
        story.slack.fail_next("chat.postMessage", cut=True)
        owed.reply("card:1", to="card")
        story.send()
        story.slack.workspace.delete(shown(story)[0])
        look_until_settled(story, owed)
        (message,) = shown(story)
        assert (message.text, message.thread_ts) == ("A reply", None)

    def test_asks_where_somebodys_direct_messages_are(self, story: Story, owed: Outbox) -> None:
        maya = story.slack.person("Maya")
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post("card", maya.id)
        story.send()
        look_until_settled(story, owed)
        assert reads(story) == ["conversations.open", "conversations.history"]
        assert (owed.get().channel_id or "").startswith("D")
        assert len(maya.dm()) == 1

    def test_asks_again_when_it_was_not_told_where(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next("chat.postMessage", lost=True)
        story.slack.fail_next("conversations.open", status=500)
        owed.post("card", story.slack.person("Maya").id)
        story.send()
        look_until_settled(story, owed)
        assert len(story.slack.person("Maya").dm()) == 1

    def test_turns_the_pages_to_the_end(
        self, story: Story, owed: Outbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(looker, "PAGE", "2")
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post()
        story.send()
        for number in range(4):
            story.slack.person("Ivan").say(f"{number}", channel="#it")
        look_until_settled(story, owed)
        assert (reads(story), owed.get().attempts) == (["conversations.history"] * 3, 1)

    def test_takes_half_a_look_for_none(
        self, story: Story, owed: Outbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(looker, "PAGE", "2")
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post()
        story.send()
        for number in range(4):
            story.slack.person("Ivan").say(f"{number}", channel="#it")
        story.clock.advance(seconds=15)
        story.slack.fail_next("conversations.history", error="internal_error", times=2)
        story.look()
        assert (owed.get().state, owed.get().absent_at) == (State.UNKNOWN, None)

    def test_gives_up_a_look_that_never_ends(
        self, story: Story, owed: Outbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(looker, "PAGE", "1")
        monkeypatch.setattr(looker, "PAGES_MAX", 2)
        story.slack.fail_next("chat.postMessage", cut=True)
        owed.post()
        story.send()
        for number in range(4):
            story.slack.person("Ivan").say(f"{number}", channel="#it")
        story.clock.advance(seconds=15)
        story.look()
        assert (owed.get().state, owed.get().absent_at) == (State.UNKNOWN, None)

    def test_looks_once_for_all_in_a_channel(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next("chat.postMessage", lost=True, times=3)
        for number in range(3):
            owed.post(f"{number}")
            story.send()
            story.clock.advance(seconds=1)
        story.clock.advance(seconds=15)
        story.look()
        assert (owed.states(), reads(story)) == ([State.SENT] * 3, ["conversations.history"])

    def test_mistakes_nobody_elses_message_for_its_own(self, story: Story, owed: Outbox) -> None:
        """Anybody may read our metadata, and send them."""
        story.slack.fail_next("chat.postMessage", cut=True)
        owed.post()
        story.send()
        said = story.slack.person("Ivan").say("Fake", channel="#it")
        marker = {"event_type": "lockstep_message", "event_payload": {"k": owed.get().marker}}
        story.slack.workspace.change(replace(said, metadata=marker))
        other = story.slack.person("Ivan").say("Else", channel="#it")
        story.slack.workspace.change(replace(other, metadata={**marker, "event_type": "theirs"}))
        look_until_settled(story, owed)
        assert texts(story) == ["Fake", "Else", "The words of card"]

    def test_logs_what_it_looked_for_and_why_not(
        self, story: Story, owed: Outbox, caplog: pytest.LogCaptureFixture
    ) -> None:
        story.slack.fail_next("chat.postMessage", lost=True)
        number = owed.post()
        story.send()
        caplog.set_level(logging.INFO, "bot.outbox.jobs.looker")
        caplog.clear()
        story.slack.fail_next("conversations.history", cut=True, times=2)  # a reading is repeated
        for _ in range(2):
            story.clock.advance(seconds=15)
            story.look()
        assert caplog.messages == [
            f"could not look for message(s) {number}: ServerDisconnectedError",
            f"looked for message(s) {number}",
        ]


class TestTurnWhenSlackSaysLater:
    def test_reads_nothing_in_that_workspace_before(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next("chat.postMessage", lost=True, times=2)
        owed.post("a")
        owed.post("b", "C0GENERAL01")
        story.send()
        story.slack.fail_next("conversations.history", error="ratelimited", retry_after=90, times=2)
        story.clock.advance(seconds=15)
        story.look()
        assert len(story.slack.refused.of("conversations.history")) == 2
        for _ in range(5):
            story.clock.advance(seconds=15)
            story.look()
        assert reads(story) == []
        story.clock.advance(seconds=15)
        story.look()
        assert owed.states() == [State.SENT] * 2


class TestTurnWhereNothingMayBeRead:
    def test_tells_the_owner_once_and_looks_when_it_may(self, story: Story, owed: Outbox) -> None:
        maya, it = story.slack.person("Maya"), story.slack.channel("#it")
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post("card", owner_id=maya.id, text="Ivan, please look")
        story.send()
        it.members.discard(story.slack.app.bot_user_id)
        for _ in range(3):
            story.clock.advance(minutes=5)
            story.look()
            story.send()
        assert owed.get().state is State.UNKNOWN
        assert [message.text for message in maya.dm()] == [
            "Slack did not tell me whether this arrived in <#C0IT0000003>, and I can't look: I'm "
            "not in it. Type `/invite @Lockstep` there, and I'll make sure of it: Ivan, please look"
        ]
        it.members.add(story.slack.app.bot_user_id)
        story.clock.advance(minutes=5)
        story.look()
        assert owed.states() == [State.SENT] * 2
        assert texts(story) == ["Ivan, please look"]
