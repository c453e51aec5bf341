"""Settling what a process that died was sending, and dropping what nobody needs any more."""

from datetime import timedelta

import pytest

from bot.outbox.jobs.sweeps import BATCH, SCHEDULE, drop_expired, settle_leftovers
from bot.outbox.rules.states import State
from bot.outbox.rules.steps import LEASE
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox


class TestSettleLeftovers:
    def test_settles_what_a_dead_sender_left_and_says_so_once(
        self, outbox: Outbox, clock: MovedClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        outbox.post("a", "C1")
        outbox.post("b", "C2")
        outbox.claim()
        clock.advance(seconds=60)
        for _ in range(2):
            settle_leftovers(transaction=outbox.transaction, now=clock())
        assert outbox.states() == [State.UNKNOWN] * 2
        assert caplog.messages == ["outbox: 2 message(s) left by a dead sender"]

    def test_leaves_the_rest_of_very_many_to_the_next_sweep(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post_many(BATCH + 1)
        outbox.claim(room=BATCH + 1)
        clock.advance(seconds=60)
        settle_leftovers(transaction=outbox.transaction, now=clock())
        assert outbox.states().count(State.UNKNOWN) == BATCH

    def test_comes_often_enough(self) -> None:
        every, sweep = SCHEDULE["outbox.settle_leftovers"]
        assert sweep is settle_leftovers
        assert every < LEASE


class TestDropExpired:
    def test_drops_it_and_says_so_once(
        self, outbox: Outbox, clock: MovedClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        outbox.whisper("https://x")
        outbox.post()
        clock.advance(minutes=25)
        for _ in range(2):
            drop_expired(transaction=outbox.transaction, now=clock())
        assert outbox.states() == [State.EXPIRED, State.PENDING]
        assert caplog.messages == ["outbox: 1 message(s) expired"]

    def test_removes_the_gates_that_nobody_needs(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send()
        assert outbox.gates()
        clock.advance(minutes=2)
        drop_expired(transaction=outbox.transaction, now=clock())
        assert outbox.gates() == {}

    def test_comes_within_what_an_outage_is_measured_by(self) -> None:
        every, sweep = SCHEDULE["outbox.drop_expired"]
        assert sweep is drop_expired
        assert every <= timedelta(seconds=15)
