"""Taking messages no faster than Slack does: gates, a post a second a channel, and the bucket."""

from datetime import timedelta

import pytest

from bot.outbox.rules.pace import BURST, Bucket
from bot.outbox.rules.states import State
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox, limited


class TestClaimBehindAGate:
    def test_sends_nothing_there_before_slack_takes_more(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("a", "C1")
        outbox.post("b", "C1")
        outbox.post("c", "C2")
        outbox.send(limited(30))
        assert outbox.take() == ["c"]
        clock.advance(seconds=29)
        assert outbox.take() == []
        clock.advance(seconds=1)
        assert outbox.take() == ["a"]
        clock.advance(seconds=1)
        assert outbox.take() == ["b"]

    def test_costs_no_attempt(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        for _ in range(20):
            outbox.send(limited(1))
            clock.advance(seconds=1)
        message = outbox.get()
        assert (message.state, message.failures) == (State.PENDING, 0)
        assert outbox.lane().stopped_at is None

    def test_counts_a_reply_where_its_parent_is(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "U7")
        outbox.send()
        outbox.reply("card:1", to="card")
        clock.advance(seconds=1)
        outbox.send(limited(30))
        assert set(outbox.gates()) == {"U7"}
        assert outbox.gates()["U7"] == clock() + timedelta(seconds=30)
        outbox.reply("card:2", to="card")
        clock.advance(seconds=29)
        assert outbox.take() == []

    @pytest.mark.parametrize("kind", ["chat.update", "chat.delete", "response_url"])
    def test_is_one_for_each_other_method(
        self, outbox: Outbox, clock: MovedClock, kind: str
    ) -> None:
        for key in ("card", "other"):
            outbox.post(key, f"C{key}")
            outbox.send()
        match kind:
            case "chat.update":
                outbox.update("card", "New")
            case "chat.delete":
                outbox.delete("Ccard", "0.1")
            case "response_url":
                outbox.whisper("https://x")
        assert outbox.send(limited(30)).call == kind
        outbox.update("other", "New")
        outbox.delete("Cother", "0.1")
        outbox.whisper("https://y")
        outbox.post("new", "Ccard")
        clock.advance(seconds=29)
        taken = [message.call for message in outbox.claim()]
        if kind == "response_url":  # each is an address of its own
            assert sorted(taken) == ["chat.delete", "chat.postMessage", "chat.update", kind]
        else:
            others = {"chat.delete", "chat.postMessage", "chat.update", "response_url"} - {kind}
            assert sorted(taken) == sorted(others)

    def test_obeys_the_longest(self, outbox: Outbox, clock: MovedClock) -> None:
        for key in ("a", "b"):
            outbox.post(key, "C1")
            clock.advance(seconds=1)
        first = outbox.claimed()
        clock.advance(seconds=1)
        second = outbox.claimed()
        outbox.settle(first, limited(60))
        outbox.settle(second, limited(5))
        assert outbox.gates() == {"C1": clock() + timedelta(seconds=60)}
        clock.advance(seconds=59)
        assert outbox.claim() == []
        clock.advance(seconds=1)
        assert outbox.take() == ["a"]

    def test_is_another_workspaces_business(self, outbox: Outbox, other: Outbox) -> None:
        other.post("a", "C1")
        other.send(limited(30))
        outbox.post("a", "C1")
        assert outbox.take() == ["a"]
        assert "C1" in outbox.gates()

    def test_tells_when_it_opens(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send(limited(30))
        assert outbox.ask().again_at == clock() + timedelta(seconds=30)


class TestClaimInOneChannel:
    def test_takes_one_a_second_in_order(self, outbox: Outbox, clock: MovedClock) -> None:
        keys = [f"{number}" for number in range(8)]
        for key in keys:
            outbox.post(key, "C1")
        for key in keys:
            assert outbox.take() == [key]
            clock.advance(milliseconds=999)
            assert outbox.take() == []
            clock.advance(milliseconds=1)

    def test_takes_those_for_other_channels_meanwhile(self, outbox: Outbox) -> None:
        for number in range(3):
            outbox.post(f"a:{number}", "C1")
            outbox.post(f"b:{number}", f"C{number + 2}")
        assert outbox.take() == ["a:0", "b:0", "b:1", "b:2"]

    def test_looks_behind_a_queue_for_one_channel(self, outbox: Outbox, clock: MovedClock) -> None:
        """A hundred messages for one channel hold up none for another."""
        for number in range(100):
            outbox.post(f"{number}", "C1")
        outbox.post("elsewhere", "C2")
        turns = []
        while "elsewhere" not in turns:
            claim = outbox.ask(room=8)
            turns += [message.key for message in claim.messages]
            assert claim.again_at == clock() or "elsewhere" in turns
        assert turns == ["0", "elsewhere"]

    def test_does_not_count_changes_and_whispers(self, outbox: Outbox) -> None:
        outbox.post("card", "C1")
        outbox.send()
        outbox.update("card", "New")
        outbox.whisper("https://x")
        assert len(outbox.claim()) == 2


class TestClaimFromABucket:
    @pytest.fixture(autouse=True)
    def bucket(self, outbox: Outbox) -> None:
        outbox.bucket = Bucket(5)

    def test_takes_a_burst_and_then_what_is_regained(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post_many(20)
        claim = outbox.ask()
        assert len(claim.messages) == BURST
        assert claim.again_at == clock() + timedelta(milliseconds=600)
        for _ in range(3):
            clock.advance(milliseconds=600)
            assert len(outbox.claim()) == 3
        assert outbox.claim() == []

    def test_holds_back_posts_only(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card")
        outbox.send()
        clock.advance(seconds=1)
        outbox.post_many(20)
        outbox.claim()
        outbox.update("card", "New")
        outbox.whisper("https://x")
        assert [message.call for message in outbox.claim()] == ["chat.update", "response_url"]

    def test_counts_what_it_took_and_no_more(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post_many(2)
        outbox.claim()
        assert outbox.lane().full_at == clock() + timedelta(milliseconds=400)

    def test_is_each_workspaces_own(self, outbox: Outbox, other: Outbox) -> None:
        outbox.post_many(20)
        outbox.claim()
        other.bucket = outbox.bucket
        other.post_many(20)
        assert len(other.claim()) == BURST

    def test_stays_shut_as_long_as_a_slower_setting_took_tokens(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post_many(20)
        outbox.bucket = Bucket(0.5)
        outbox.claim()
        outbox.bucket = Bucket(50)  # started again with another setting
        claim = outbox.ask()
        assert (claim.messages, claim.again_at) == ([], clock() + timedelta(seconds=9.96))
