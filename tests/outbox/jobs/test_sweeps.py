"""Settling what a process that died was sending, and dropping what nobody needs any more."""

import pytest

from bot.outbox.jobs.sweeps import SCHEDULE, settle_leftovers
from bot.outbox.rules import LEASE, State
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox


class TestSettleLeftovers:
    def test_settles_both_and_says_so_once(
        self, outbox: Outbox, clock: MovedClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        outbox.whisper("https://x")
        outbox.post()
        outbox.whisper("https://y")
        outbox.claimed()
        clock.advance(minutes=26)
        for _ in range(2):
            settle_leftovers(transaction=outbox.transaction, now=clock())
        assert outbox.states() == [State.UNKNOWN, State.PENDING, State.EXPIRED]
        assert caplog.messages == ["outbox: 1 left by a dead sender, 1 expired"]

    def test_comes_often_enough(self) -> None:
        every, sweep = SCHEDULE["outbox.settle_leftovers"]
        assert sweep is settle_leftovers
        assert every < LEASE
