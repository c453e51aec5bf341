"""Sending: what arrives in Slack, what is written down, and what trouble keeps from neither."""

import asyncio
import logging

import pytest

from bot.db import UNAVAILABLE
from bot.outbox.jobs.sender import AT_ONCE
from bot.outbox.rules.states import State
from bot.slack.web_api import WebApi
from tests.outage import database_away
from tests.outbox.outbox import Outbox
from tests.outbox.sending import another, drain, texts
from tests.people.company import unheard
from tests.slack.wire import answering, http
from tests.story import Story

GENERAL = "C0GENERAL01"


class TestTurn:
    def test_sends_card_thread_and_newest_version(self, story: Story, owed: Outbox) -> None:
        owed.post("card", text="Old")
        story.send()
        owed.reply("card:1", to="card", text="More")
        for text in ("Newer", "Newest"):
            owed.update("card", text)
        story.settle()
        assert texts(story) == ["Newest", "More"]
        card, reply = story.slack.channel("#it").messages
        assert reply.thread_ts == card.ts
        assert len(story.slack.journal.of("chat.update")) == 1
        assert owed.states() == [State.SENT] * 2

    def test_has_committed_before_it_asks_slack(self, story: Story, owed: Outbox) -> None:
        """Else another sender would send the same, and a slow Slack would block the database."""
        seen: list[State] = []
        story.slack.on_change(lambda: seen.extend(owed.states()))
        owed.post()
        story.send()
        assert seen[0] is State.SENDING
        assert owed.states() == [State.SENT]

    def test_begins_no_more_calls_than_it_can_wait_for(self, story: Story, owed: Outbox) -> None:
        owed.post_many(AT_ONCE + 3)

        async def begin() -> list[State]:
            async with story.web_api:
                sender, ended = another(story), asyncio.Event()
                await sender.turn(ended)
                begun = owed.states()
                await drain(sender, ended)
                return begun

        begun = asyncio.run(begin())
        assert begun == [State.SENDING] * AT_ONCE + [State.PENDING] * 3
        assert set(owed.states()) == {State.PARKED}  # there are no such channels

    def test_tells_when_to_come_again(self, story: Story, owed: Outbox) -> None:
        async def turn() -> object:
            async with story.web_api:
                again_at = await story.sender.turn(asyncio.Event())
                await story.sender.finish()
                return again_at

        owed.post("a")
        owed.post("b")
        assert asyncio.run(turn()) == owed.get("b").due_at

    def test_waits_for_what_is_under_way_before_it_ends(self, story: Story, owed: Outbox) -> None:
        async def stop() -> None:
            async with story.web_api:
                await story.sender.turn(asyncio.Event())
                assert not story.sender.idle
                await story.sender.finish()
                await story.sender.finish()

        owed.post()
        asyncio.run(stop())
        assert owed.states() == [State.SENT]
        assert story.sender.idle

    def test_logs_what_it_means_and_nobodys_words(
        self, story: Story, owed: Outbox, caplog: pytest.LogCaptureFixture
    ) -> None:
        story.slack.fail_next("chat.postMessage", status=500)
        message_id = owed.post(text="secret words")
        with caplog.at_level(logging.INFO):
            story.send()
        (record,) = [each for each in caplog.records if each.name.startswith("bot.outbox")]
        assert record.levelno == logging.WARNING
        assert record.getMessage() == f"message {message_id} is unknown: 500"
        assert "secret words" not in caplog.text


class TestTurnWhenSlackSaysLater:
    def test_obeys_in_every_process_and_sends_it_then(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next("chat.postMessage", error="ratelimited", retry_after=30)
        owed.post("a")
        owed.post("b")
        story.send()
        for _second in range(29):
            story.clock.advance(seconds=1)
            story.send()
            send_as_another(story)
        assert len(story.slack.refused.of("chat.postMessage")) == 1
        assert texts(story) == []
        for _second in range(2):
            story.clock.advance(seconds=1)
            send_as_another(story)
        assert texts(story) == ["The words of a", "The words of b"]
        assert len(story.slack.refused.of("chat.postMessage")) == 1

    def test_sends_to_other_channels_meanwhile(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next("chat.postMessage", error="ratelimited", retry_after=30)
        owed.post("a")
        story.send()
        owed.post("b", GENERAL)
        story.send()
        assert (texts(story), texts(story, "#general")) == ([], ["The words of b"])

    def test_is_never_told_to_when_it_posts_once_a_second(self, story: Story, owed: Outbox) -> None:
        for number in range(6):
            owed.post(f"{number}")
        story.settle()
        assert texts(story) == [f"The words of {number}" for number in range(6)]
        assert story.slack.refused.of("chat.postMessage") == []


def send_as_another(story: Story) -> None:
    async def send() -> None:
        async with story.web_api:
            await drain(another(story), asyncio.Event())

    asyncio.run(send())


class TestTurnWhenThisProcessSlept:
    def test_sends_nothing_that_it_claimed_too_long_ago(self, story: Story, owed: Outbox) -> None:
        async def sleep() -> None:
            async with story.web_api:
                ended = asyncio.Event()
                await story.sender.turn(ended)
                story.clock.advance(seconds=31)
                await ended.wait()
                assert texts(story) == []
                await drain(story.sender, ended)

        owed.post()
        asyncio.run(sleep())
        assert texts(story) == ["The words of card"]
        message = owed.get()
        assert (message.state, message.attempts, message.failures) == (State.SENT, 2, 0)

    def test_removes_what_it_posted_while_somebody_else_did_too(
        self, story: Story, owed: Outbox, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def sleep() -> None:
            async with story.web_api:
                ended = asyncio.Event()
                await story.sender.turn(ended)
                await ended.wait()
                story.clock.advance(seconds=60)
                owed.give_up_leases()
                owed.repost("card")
                await drain(another(story), asyncio.Event())
                await drain(story.sender, ended)

        owed.post()
        asyncio.run(sleep())
        story.settle()
        assert texts(story) == ["The words of card"]
        assert owed.get().ts == story.slack.channel("#it").messages[0].ts
        assert "is somebody else's: the lease ran out" in caplog.text


class TestTurnInTrouble:
    def test_settles_what_ended_while_the_database_was_away(
        self, story: Story, owed: Outbox
    ) -> None:
        async def lose_it() -> None:
            async with story.web_api:
                ended = asyncio.Event()
                await story.sender.turn(ended)
                await ended.wait()
                with database_away(story.engine), pytest.raises(UNAVAILABLE):
                    await story.sender.turn(ended)
                assert not story.sender.idle
                await drain(story.sender, ended)

        owed.post()
        with unheard(story):  # Slack tells us of our own message, and we could not write that down
            asyncio.run(lose_it())
        assert owed.states() == [State.SENT]
        assert owed.get().attempts == 1

    @pytest.mark.expected_errors("settling 3 message(s) at once failed", "could not be settled")
    def test_settles_the_others_when_one_cannot_be(self, story: Story, owed: Outbox) -> None:
        """Two messages cannot be in one place, whoever says so."""
        said = '{"ok": true, "channel": "C1", "ts": "1.1"}'

        async def send(url: str) -> None:
            async with WebApi(url, {owed.workspace_id: "x"}, proxy=None, connections=4) as slack:
                sender, ended = another(story, slack), asyncio.Event()
                await sender.turn(ended)
                await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
                await drain(sender, ended)

        for number in range(2):
            owed.post(f"{number}", f"C{number}")
        with answering(http("200 OK", said)) as wire:
            owed.whisper(wire.url)
            asyncio.run(send(wire.url))
        assert sorted(owed.states()) == [State.SENDING, State.SENT, State.SENT]
        story.clock.advance(seconds=60)
        owed.give_up_leases()
        assert sorted(owed.states()) == [State.SENT, State.SENT, State.UNKNOWN]

    @pytest.mark.expected_errors("its call failed")
    def test_goes_on_when_a_call_cannot_even_be_made(self, story: Story, owed: Outbox) -> None:
        """As when the workspace's token goes away between the claim and the call."""

        async def lose_token() -> None:
            async with WebApi(story.slack.api_url, tokens, proxy=None, connections=1) as slack:
                sender, ended = another(story, slack), asyncio.Event()
                await sender.turn(ended)
                tokens.clear()
                await ended.wait()
                await drain(sender, ended)

        tokens = {owed.workspace_id: story.slack.bot_token}
        owed.post()
        asyncio.run(lose_token())
        assert (owed.get().state, owed.get().error) == (State.UNKNOWN, "KeyError")
