"""Taking messages to send: who goes first, who waits, and what is written down afterwards."""

from datetime import timedelta

from bot.db import Transaction
from bot.outbox import rules
from bot.outbox.operations import sending
from bot.outbox.operations.sending import Attempt
from bot.outbox.rules import Outcome, State
from tests.clock import MovedClock
from tests.outbox.outbox import APPLIED, Outbox

UNKNOWN = Attempt(Outcome.UNKNOWN, error="TimeoutError")


def limited(seconds: int) -> Attempt:
    return Attempt(Outcome.RATE_LIMITED, retry_after=timedelta(seconds=seconds))


class TestSettle:
    def test_writes_down_where_the_message_is(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        message = outbox.claimed()
        clock.advance(seconds=2)
        step = outbox.settle(message, Attempt(Outcome.APPLIED, channel_id="D9", ts="7.7"))
        assert step.state is State.SENT
        sent = outbox.get("card")
        assert (sent.state, sent.channel_id, sent.ts) == (State.SENT, "D9", "7.7")
        assert (sent.sent_at, sent.leased_until, sent.error) == (clock(), None, None)

    def test_writes_down_why_not(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send(Attempt(Outcome.UNREACHABLE, error="not_in_channel"))
        message = outbox.get("card")
        assert (message.state, message.error) == (State.PARKED, "not_in_channel")
        assert (message.sent_at, message.leased_until) == (None, None)
        assert message.due_at == clock() + rules.PARKED_FOR

    def test_ignores_a_lease_that_ran_out(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        outbox.post()
        late = outbox.claimed()
        clock.advance(seconds=61)
        with transaction() as session:
            assert sending.give_up_leases(session, now=clock()) == 1
        outbox.settle(late, Attempt(Outcome.UNREACHABLE))
        assert outbox.states() == [State.UNKNOWN]

    def test_ignores_one_that_somebody_else_has_taken_over(self, outbox: Outbox) -> None:
        outbox.post()
        late = outbox.claimed()
        outbox.settle(late, limited(0))
        outbox.claimed()
        outbox.settle(late, APPLIED)
        assert outbox.states() == [State.SENDING]


class TestGiveUpLeases:
    def test_gives_up_those_that_ran_out_and_no_others(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        for key in ("dead", "alive", "waiting"):
            outbox.post(key, f"C{key}")
        outbox.claimed()
        clock.advance(seconds=30)
        outbox.claimed()
        clock.advance(seconds=30)
        with transaction() as session:
            assert sending.give_up_leases(session, now=clock()) == 1
            assert sending.give_up_leases(session, now=clock()) == 0
        assert outbox.states() == [State.UNKNOWN, State.SENDING, State.PENDING]
        assert outbox.get("dead").leased_until is None


class TestExpire:
    def test_drops_what_waits_too_long_and_no_more(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        for key in ("sent", "parked", "sending", "pending"):
            outbox.post(key, f"C{key}")
        outbox.send()
        outbox.send(Attempt(Outcome.UNREACHABLE))
        outbox.claimed()
        clock.advance(days=6)
        outbox.post("young")
        clock.advance(days=1)
        with transaction() as session:
            assert sending.expire(session, now=clock()) == 2
            assert sending.expire(session, now=clock()) == 0
        assert outbox.states() == [
            State.SENT,
            State.EXPIRED,
            State.SENDING,
            State.EXPIRED,
            State.PENDING,
        ]
