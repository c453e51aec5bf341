"""Taking messages to send: who goes first, and who waits for whom."""

from datetime import timedelta

import pytest

from bot.db import Transaction
from bot.outbox import rules
from bot.outbox.operations.sending import Attempt
from bot.outbox.rules import Outcome, State
from tests.clock import MovedClock
from tests.installations.workspaces import install
from tests.outbox.outbox import Outbox

UNKNOWN = Attempt(Outcome.UNKNOWN, error="TimeoutError")


def limited(seconds: int) -> Attempt:
    return Attempt(Outcome.RATE_LIMITED, retry_after=timedelta(seconds=seconds))


class TestClaim:
    def test_takes_the_oldest_first(self, outbox: Outbox) -> None:
        for key in ("a", "b", "c"):
            outbox.post(key)
        assert [outbox.claimed().key for _ in range(3)] == ["a", "b", "c"]
        assert outbox.claim() is None

    def test_leases_it(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.claimed()
        message = outbox.get("card")
        assert (message.state, message.attempts) == (State.SENDING, 1)
        assert message.leased_until == clock() + rules.LEASE

    def test_leaves_what_is_not_due_yet(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send(Attempt(Outcome.NOT_APPLIED))
        assert outbox.claim() is None
        clock.advance(seconds=1)
        assert outbox.claimed().attempts == 2

    def test_leaves_what_nobody_needs_any_more(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.whisper("https://x")
        clock.advance(minutes=25)
        assert outbox.claim() is None

    def test_leaves_what_belongs_to_another_workspace(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        with transaction() as session:
            other = Outbox(transaction, install(session, slack_id="T2").id, clock)
        other.post()
        assert outbox.claim() is None
        assert other.claim()

    @pytest.mark.parametrize("result", [Outcome.REJECTED, Outcome.UNKNOWN, Outcome.APPLIED])
    def test_leaves_what_is_done(self, outbox: Outbox, clock: MovedClock, result: Outcome) -> None:
        outbox.post()
        outbox.send(Attempt(result))
        clock.advance(days=1)
        assert outbox.claim() is None


class TestClaimInAThread:
    def test_takes_the_parent_first(self, outbox: Outbox) -> None:
        outbox.post("card")
        outbox.reply("card:1", to="card")
        card = outbox.claimed()
        assert card.key == "card"
        assert outbox.claim() is None
        outbox.settle(card)
        reply = outbox.claimed()
        assert reply.key == "card:1"
        assert reply.parent
        assert (reply.parent.channel_id, reply.parent.ts) == ("C1", "1.1")

    @pytest.mark.parametrize("result", [UNKNOWN, Attempt(Outcome.UNREACHABLE)])
    def test_waits_with_a_parent_that_has_no_address_yet(
        self, outbox: Outbox, result: Attempt
    ) -> None:
        outbox.post("card")
        outbox.reply("card:1", to="card")
        outbox.send(result)
        assert outbox.claim() is None

    def test_takes_one_at_a_time(self, outbox: Outbox) -> None:
        """So that a thread reads in order, whoever sends it."""
        outbox.post("card")
        outbox.send()
        outbox.reply("card:1", to="card")
        outbox.update("card", "New")
        first = outbox.claimed()
        assert first.key == "card:1"
        assert outbox.claim() is None
        outbox.settle(first)
        assert outbox.claimed().payload["text"] == "New"

    def test_does_not_hold_up_other_threads(self, outbox: Outbox) -> None:
        for key in ("card", "other"):
            outbox.post(key)
            outbox.send()
        for key in ("card", "other"):
            outbox.reply(f"{key}:1", to=key)
        assert [outbox.claimed().key, outbox.claimed().key] == ["card:1", "other:1"]


class TestClaimBehindAGate:
    def test_sends_nothing_there_before_slack_takes_more(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("a", "C1")
        outbox.post("b", "C1")
        outbox.post("c", "C2")
        outbox.send(limited(30))
        assert outbox.claimed().key == "c"
        assert outbox.claim() is None
        clock.advance(seconds=29)
        assert outbox.claim() is None
        clock.advance(seconds=1)
        assert outbox.claimed().key == "a"

    @pytest.mark.parametrize("kind", ["reply", "update"])
    def test_counts_what_goes_into_a_thread_there(self, outbox: Outbox, kind: str) -> None:
        outbox.post("card", "C1")
        outbox.send()
        outbox.post("next", "C1")
        outbox.send(limited(30))
        if kind == "reply":
            outbox.reply("card:1", to="card")
        else:
            outbox.update("card", "New")
        assert outbox.claim() is None

    @pytest.mark.parametrize("kind", ["reply", "update"])
    def test_is_closed_by_what_goes_into_a_thread(self, outbox: Outbox, kind: str) -> None:
        outbox.post("card", "C1")
        outbox.send()
        if kind == "reply":
            outbox.reply("card:1", to="card")
        else:
            outbox.update("card", "New")
        outbox.send(limited(30))
        outbox.post("next", "C1")
        assert outbox.claim() is None
        assert outbox.gates() == ["C1"]

    def test_obeys_the_newest(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("a", "C1")
        outbox.send(limited(1))
        clock.advance(seconds=1)
        outbox.send(limited(60))
        clock.advance(seconds=59)
        assert outbox.claim() is None
        clock.advance(seconds=1)
        assert outbox.claim()

    def test_is_another_workspaces_business(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        with transaction() as session:
            other = Outbox(transaction, install(session, slack_id="T2").id, clock)
        other.post("a", "C1")
        other.send(limited(30))
        outbox.post("a", "C1")
        assert outbox.claim()
