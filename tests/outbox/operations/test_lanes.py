"""A workspace's way to Slack: opened, stopped while Slack takes nothing, and opened again."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from bot.db import Transaction
from bot.outbox.operations import lanes
from bot.outbox.operations.lanes import Stopped
from bot.outbox.rules.states import Stop
from tests.clock import MovedClock
from tests.outbox.outbox import REVOKED, UNHEARD, Attempt, Outbox


def stop(outbox: Outbox, attempt: Attempt = UNHEARD) -> None:
    """Let as many calls fail as stop the lane."""
    outbox.post_many(5)
    outbox.settle_all([(message, attempt) for message in outbox.claim()])
    assert outbox.lane().stopped_at == outbox.clock()


def probes(outbox: Outbox, *others: Outbox) -> list[int]:
    with outbox.transaction() as session:
        ids = [each.workspace_id for each in (outbox, *others)]
        return lanes.claim_probes(session, workspace_ids=ids, now=outbox.clock())


def resume(outbox: Outbox) -> Stopped | None:
    with outbox.transaction() as session:
        return lanes.resume(session, outbox.workspace_id)


class TestOpen:
    def test_changes_nothing_the_second_time(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        before = outbox.lane()
        outbox.post()
        outbox.send(UNHEARD)
        clock.advance(hours=1)
        with transaction() as session:
            lanes.open_(session, [outbox.workspace_id], now=clock())
        lane = outbox.lane()
        assert (lane.served_at, lane.failures, lane.probe_at) == (before.served_at, 1, None)

    def test_lets_a_stopped_one_be_asked_at_once(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        """Whoever starts Lockstep again with a new token should not wait for minutes."""
        stop(outbox, REVOKED)
        clock.advance(seconds=1)
        assert probes(outbox) == []
        with transaction() as session:
            lanes.open_(session, [outbox.workspace_id], now=clock())
        assert outbox.lane().stopped_at
        assert probes(outbox) == [outbox.workspace_id]


class TestClaimProbes:
    @pytest.mark.parametrize(("attempt", "seconds"), [(UNHEARD, 15), (REVOKED, 300)])
    def test_takes_a_stopped_lane_each_time_its_span_has_passed(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt, seconds: int
    ) -> None:
        stop(outbox, attempt)
        for _ in range(3):
            clock.advance(seconds=seconds - 1)
            assert probes(outbox) == []
            clock.advance(seconds=1)
            assert probes(outbox) == [outbox.workspace_id]
            assert probes(outbox) == []

    def test_leaves_lanes_that_are_open_or_have_no_token(
        self, outbox: Outbox, other: Outbox, clock: MovedClock
    ) -> None:
        stop(other)
        clock.advance(days=1)
        assert probes(outbox) == []
        assert probes(outbox, other) == [other.workspace_id]


class TestResume:
    @pytest.mark.parametrize(
        ("attempt", "because"), [(UNHEARD, Stop.OUTAGE), (REVOKED, Stop.REVOKED)]
    )
    def test_opens_it_and_tells_what_had_stopped_it_once(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt, because: Stop
    ) -> None:
        stop(outbox, attempt)
        since = clock()
        clock.advance(hours=1)
        assert resume(outbox) == Stopped(since, because)
        assert resume(outbox) is None
        lane = outbox.lane()
        assert (lane.stopped_at, lane.stopped_because, lane.probe_at) == (None, None, None)
        outbox.post("next")
        assert "next" in outbox.take()

    def test_is_wary_the_next_failure_stops_it_at_once(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        stop(outbox)
        clock.advance(seconds=15)
        resume(outbox)
        outbox.post("next")
        outbox.send(UNHEARD)
        lane = outbox.lane()
        assert (lane.stopped_at, lane.probe_at) == (clock(), clock() + timedelta(seconds=15))

    def test_trusts_it_again_after_an_answer(self, outbox: Outbox, clock: MovedClock) -> None:
        stop(outbox)
        resume(outbox)
        for number, attempt in enumerate((None, UNHEARD)):
            outbox.post(f"{number}", f"CN{number}")
            outbox.send(attempt)
        assert (outbox.lane().failures, outbox.lane().stopped_at) == (1, None)

    def test_needs_a_lane(self, transaction: Transaction) -> None:
        with pytest.raises(NoResultFound), transaction() as session:
            lanes.resume(session, 9)
