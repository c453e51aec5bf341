"""Taking messages to send: who goes first, and what is left for later."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.db import Transaction
from bot.outbox.operations import claiming, settling
from bot.outbox.rules import steps
from bot.outbox.rules.states import State
from bot.people import queries as people
from bot.people.operations import Profile, record_people
from bot.people.rules import Standing
from tests.clock import MovedClock
from tests.outbox.outbox import CLOSED, REFUSED, UNHEARD, WRONG, Attempt, Outbox, limited

OUTSIDE = [standing for standing in Standing if standing is not Standing.COLLEAGUE]


class TestClaim:
    def test_takes_the_oldest_first(self, outbox: Outbox) -> None:
        for key in ("a", "b", "c"):
            outbox.post(key, f"C{key}")
        assert outbox.take(room=2) == ["a", "b"]
        assert outbox.take() == ["c"]
        assert outbox.claim() == []

    def test_leases_it(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.claimed()
        message = outbox.get()
        assert (message.state, message.attempts) == (State.SENDING, 1)
        assert (message.attempted_at, message.attempted_version) == (clock(), 1)
        assert message.leased_until == clock() + steps.LEASE

    def test_takes_nothing_without_room(self, outbox: Outbox) -> None:
        outbox.post()
        assert outbox.claim(room=0) == []

    def test_leaves_what_is_not_due_yet(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send(REFUSED)
        assert outbox.claim() == []
        clock.advance(seconds=1)
        assert outbox.claimed().attempts == 2

    def test_leaves_what_nobody_needs_any_more(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.whisper("https://x")
        outbox.post(within=timedelta(minutes=25))
        clock.advance(minutes=25)
        assert outbox.claim() == []

    def test_tries_a_parked_one_now_and_then(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send(CLOSED)
        clock.advance(minutes=4, seconds=59)
        assert outbox.claim() == []
        clock.advance(seconds=1)
        assert outbox.take() == ["card"]

    @pytest.mark.parametrize("attempt", [None, UNHEARD])
    def test_leaves_what_is_done_or_in_doubt(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt | None
    ) -> None:
        outbox.post()
        outbox.send(attempt)
        clock.advance(days=1)
        assert outbox.claim() == []

    def test_leaves_what_failed_twice_by_our_fault(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send(WRONG)
        clock.advance(seconds=1)
        outbox.send(WRONG)
        clock.advance(days=1)
        assert (outbox.claim(), outbox.states()) == ([], [State.FAILED])

    def test_leaves_workspaces_that_it_has_no_token_for(
        self, outbox: Outbox, other: Outbox
    ) -> None:
        other.post("theirs")
        assert outbox.claim() == []
        assert other.take() == ["theirs"]

    @pytest.mark.parametrize(
        "change",
        [{"is_deactivated": True}, *({"standing": each} for each in OUTSIDE)],
        ids=["deactivated", *OUTSIDE],
    )
    def test_drops_what_was_written_for_somebody_who_may_not_be_told_any_more(
        self, outbox: Outbox, change: dict[str, Any]
    ) -> None:
        for destination in ("U0BO", "U0IVAN", "C0IT"):
            outbox.post(destination, destination)
        profile = Profile("U0BO", "Bo", None, Standing.COLLEAGUE, is_deactivated=False)
        with outbox.transaction() as session:
            bo = [replace(profile, **change)]
            record_people(session, outbox.workspace_id, bo, now=outbox.clock())
        assert outbox.take() == ["U0IVAN", "C0IT"]
        assert outbox.states() == [State.DROPPED, State.SENDING, State.SENDING]
        assert outbox.get("U0BO").dropped_at == outbox.clock()

    def test_brings_what_answers_people_before_what_is_new(self, outbox: Outbox) -> None:
        outbox.post("card", "C1")
        outbox.send()
        outbox.post("new", "C2")
        outbox.update("card", "Answered")
        outbox.whisper("https://x")
        outbox.delete("C9", "1.1")
        kinds = [message.call for message in outbox.claim()]
        assert kinds == ["chat.update", "response_url", "chat.delete", "chat.postMessage"]

    def test_makes_what_is_new_wait_when_the_room_is_full(self, outbox: Outbox) -> None:
        outbox.post("new")
        outbox.whisper("https://x")
        outbox.whisper("https://x")
        assert {message.call for message in outbox.claim(room=2)} == {"response_url"}
        assert outbox.take(room=1) == ["new"]


class TestClaimAgainAt:
    def test_is_unknown_when_nothing_waits(self, outbox: Outbox) -> None:
        assert outbox.ask().again_at is None
        outbox.post()
        assert outbox.ask().again_at is None

    def test_is_when_the_next_falls_due(self, outbox: Outbox, clock: MovedClock) -> None:
        for key in ("a", "b"):
            outbox.post(key, f"C{key}")
        outbox.send(CLOSED)
        outbox.send(REFUSED)
        assert outbox.ask().again_at == clock() + timedelta(seconds=1)

    def test_is_when_the_channels_gate_opens(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("a")
        outbox.post("b")
        claim = outbox.ask()
        assert [message.key for message in claim.messages] == ["a"]
        assert claim.again_at == clock() + timedelta(seconds=1)

    def test_is_at_once_when_more_was_due_than_could_be_looked_at(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        for number in range(9):
            outbox.post(f"{number}", "C1")
        claim = outbox.ask(room=2)  # looks at four, all for one channel
        assert ([message.key for message in claim.messages], claim.again_at) == (["0"], clock())

    def test_does_not_count_what_nobody_could_send(
        self, outbox: Outbox, other: Outbox, clock: MovedClock
    ) -> None:
        other.post()
        other.send(REFUSED)
        assert outbox.ask().again_at is None


class TestRelease:
    def test_gives_back_what_was_not_sent(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        outbox.post()
        message = outbox.claimed()
        clock.advance(seconds=40)
        with transaction() as session:
            settling.release(session, message, now=clock())
        given_back = outbox.get()
        assert (given_back.state, given_back.due_at) == (State.PENDING, clock())
        assert (given_back.failures, given_back.leased_until) == (0, None)
        assert outbox.claimed().attempts == 2

    def test_leaves_what_somebody_else_has_by_now(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        outbox.post()
        stale = outbox.send(limited(1))
        clock.advance(seconds=1)
        outbox.claimed()
        with transaction() as session:
            settling.release(session, stale, now=clock())
        assert outbox.states() == [State.SENDING]


class TestClaimForSeveralWorkspaces:
    """By the order of claims, not by a clock: nobody with much to say keeps others waiting."""

    ROOM = 8

    def claim(self, *outboxes: Outbox) -> list[int]:
        """Claim for all, and return whose messages were taken."""
        first = outboxes[0]
        with first.transaction() as session:
            claim = claiming.claim(
                session,
                workspace_ids=[each.workspace_id for each in outboxes],
                bucket=first.bucket,
                barred=people.find_outsiders,
                room=self.ROOM,
                now=first.clock(),
            )
        return [message.workspace_id for message in claim.messages]

    def test_gives_each_an_equal_share(self, outbox: Outbox, other: Outbox) -> None:
        outbox.post_many(10)
        other.post_many(10)
        taken = self.claim(outbox, other)
        assert taken.count(outbox.workspace_id) == taken.count(other.workspace_id) == 4

    def test_gives_one_what_the_others_do_not_need(
        self, outbox: Outbox, other: Outbox, clock: MovedClock
    ) -> None:
        clock.advance(seconds=1)
        outbox.post_many(10)
        outbox.send()  # so the other has waited longer
        other.post("only")
        taken = self.claim(outbox, other)
        assert taken == [other.workspace_id] + [outbox.workspace_id] * 7

    def test_serves_who_waited_longest_when_there_are_more_than_fit(
        self, transaction: Transaction, clock: MovedClock
    ) -> None:
        crowd = [
            Outbox.of_new_workspace(transaction, clock, slack_id=f"T{number}")
            for number in range(self.ROOM + 3)
        ]
        for each in crowd:
            each.post_many(3)
        clock.advance(seconds=1)
        first = self.claim(*crowd)
        assert len(set(first)) == self.ROOM
        clock.advance(seconds=1)
        waited = {each.workspace_id for each in crowd} - set(first)
        assert waited <= set(self.claim(*crowd))

    def test_takes_turns_with_one_that_has_ten_thousand(
        self, outbox: Outbox, other: Outbox, clock: MovedClock
    ) -> None:
        outbox.post_many(10_000)
        self.claim(outbox, other)
        other.post_many(3)
        clock.advance(milliseconds=20)
        assert self.claim(outbox, other).count(other.workspace_id) == 3
