"""Writing down what became of messages: when they are there, when not, and when it came late."""

from datetime import timedelta

import pytest

from bot.outbox.models import OutboxMessage
from bot.outbox.rules import looks, steps
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.states import State
from tests.clock import MovedClock
from tests.outbox.outbox import (
    CLOSED,
    REFUSED,
    REVOKED,
    UNHEARD,
    WRONG,
    Attempt,
    Outbox,
    applied,
    limited,
)

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "x"}}


class TestSettle:
    def test_writes_down_where_the_message_is(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        message = outbox.claimed()
        clock.advance(seconds=2)
        step = outbox.settle(message, Attempt(Outcome.APPLIED, channel_id="D9", ts="7.7"))
        assert step == steps.Step(State.SENT)
        sent = outbox.get()
        assert (sent.state, sent.channel_id, sent.ts) == (State.SENT, "D9", "7.7")
        assert (sent.sent_at, sent.leased_until, sent.error) == (clock(), None, None)
        assert (sent.look_at, sent.uncertain_since) == (None, None)

    def test_keeps_when_it_was_sent_first(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send()
        sent_at = clock()
        clock.advance(hours=1)
        outbox.update("card", "New")
        outbox.send()
        assert outbox.get().sent_at == sent_at

    def test_writes_down_why_not(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        outbox.send(CLOSED)
        message = outbox.get()
        assert (message.state, message.error) == (State.PARKED, "not_in_channel")
        assert (message.sent_at, message.leased_until) == (None, None)
        assert message.due_at == clock() + steps.PARKED_FOR

    def test_waits_longer_each_time(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post()
        for seconds in (1, 2, 4):
            outbox.send(REFUSED)
            clock.advance(seconds=seconds - 0.5)
            assert outbox.claim() == []
            clock.advance(seconds=0.5)
        outbox.send()
        assert outbox.get().failures == 0

    def test_says_from_when_on_to_look_for_what_is_in_doubt(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post()
        message = outbox.claimed()
        claimed_at = clock()
        clock.advance(seconds=8)
        outbox.settle(message, UNHEARD)
        doubted = outbox.get()
        assert (doubted.state, doubted.uncertain_since) == (State.UNKNOWN, claimed_at)
        assert doubted.look_at == clock() + looks.EVERY

    def test_looks_for_no_update_and_no_deletion(self, outbox: Outbox, clock: MovedClock) -> None:
        """Both are simply repeated: they say what should be in the end."""
        outbox.post()
        outbox.send()
        outbox.update("card", "New")
        outbox.send(UNHEARD)
        outbox.delete("C1", "0.1")
        outbox.send(UNHEARD)
        assert outbox.states() == [State.PENDING] * 2
        assert {message.look_at for message in outbox.all()} == {None}
        clock.advance(seconds=1)
        outbox.send()
        outbox.send()
        assert outbox.states() == [State.SENT] * 2

    def test_drops_a_whisper_that_may_have_been_heard(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.whisper("https://x")
        outbox.send(UNHEARD)
        (whisper,) = outbox.all()
        assert (whisper.state, whisper.dropped_at) == (State.DROPPED, clock())

    def test_tries_once_more_in_plain_text(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post(blocks=[SECTION])
        outbox.send(WRONG)
        message = outbox.get()
        assert (message.state, message.simplified_at) == (State.PENDING, clock())
        clock.advance(seconds=1)
        outbox.send(WRONG)
        message = outbox.get()
        assert (message.state, message.dropped_at) == (State.FAILED, clock())
        assert message.error == "invalid_blocks"

    def test_settles_many_at_once(self, outbox: Outbox, other: Outbox) -> None:
        results = []
        for each in (other, outbox):
            each.post_many(2)
            first, second = each.claim()
            results += [(first, applied(first)), (second, UNHEARD)]
        assert [step.state for step in outbox.settle_all(results) if step] == [
            State.SENT,
            State.UNKNOWN,
        ] * 2
        assert outbox.states() == other.states() == [State.SENT, State.UNKNOWN]


class TestSettleAfterTheLeaseRanOut:
    """A sender that slept: nobody began anew, or somebody did."""

    @pytest.fixture(autouse=True)
    def leave(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1")
        self.late = outbox.claimed()
        clock.advance(seconds=60)
        assert outbox.give_up_leases() == 1

    def found_again(self, outbox: Outbox, attempt: Attempt) -> None:
        """Let somebody else make sure that it is not there, claim it, and settle it."""
        outbox.repost("card")
        outbox.send(attempt)

    @pytest.mark.parametrize(
        ("attempt", "state"),
        [
            (Attempt(Outcome.APPLIED, channel_id="C1", ts="1.1"), State.SENT),
            (CLOSED, State.PARKED),
            (REFUSED, State.PENDING),
            (limited(1), State.PENDING),
            (UNHEARD, State.UNKNOWN),
        ],
    )
    def test_still_counts_while_nobody_began_anew(
        self, outbox: Outbox, attempt: Attempt, state: State
    ) -> None:
        assert outbox.states() == [State.UNKNOWN]
        assert outbox.settle(self.late, attempt)
        assert outbox.states() == [state]
        assert outbox.get().leased_until is None
        assert (outbox.get().look_at is not None) == (state is State.UNKNOWN)

    def test_still_counts_when_it_only_waits_to_be_posted_again(self, outbox: Outbox) -> None:
        outbox.repost("card")
        outbox.settle(self.late)
        assert (outbox.states(), outbox.get().ts) == ([State.SENT], "1.1")
        assert outbox.deletions() == []

    @pytest.mark.parametrize("attempt", [UNHEARD, REFUSED, CLOSED, limited(9)])
    def test_leaves_it_to_who_has_it_now(self, outbox: Outbox, attempt: Attempt) -> None:
        outbox.repost("card")
        outbox.claimed()
        assert outbox.settle(self.late, attempt) is None
        assert outbox.states() == [State.SENDING]

    def test_removes_the_second_copy_when_somebody_posts_it_again(self, outbox: Outbox) -> None:
        outbox.repost("card")
        newer = outbox.claimed()
        assert outbox.settle(self.late) is None
        outbox.settle(newer)
        assert outbox.get().ts == "1.2"
        assert outbox.deletions() == [("C1", "1.1")]
        assert outbox.send().call == "chat.delete"

    def test_removes_the_second_copy_when_somebody_has_posted_it_again(
        self, outbox: Outbox
    ) -> None:
        self.found_again(outbox, Attempt(Outcome.APPLIED, channel_id="C1", ts="1.2"))
        outbox.settle(self.late)
        assert (outbox.get().ts, outbox.deletions()) == ("1.2", [("C1", "1.1")])

    def test_removes_nothing_when_the_same_copy_was_found(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        clock.advance(seconds=15)
        outbox.look({"card": ["1.1"]})
        assert outbox.states() == [State.SENT]
        assert outbox.settle(self.late) is None
        assert (outbox.states(), outbox.deletions()) == ([State.SENT], [])

    def change_late(self, outbox: Outbox, text: str) -> OutboxMessage:
        """Let a sender sleep over a change, and somebody else show the newest, which is `text`."""
        outbox.settle(self.late)
        outbox.update("card", "1")
        late = outbox.claimed()
        outbox.clock.advance(seconds=60)
        outbox.give_up_leases()
        if text != "1":
            outbox.update("card", text)
        outbox.clock.advance(seconds=1)
        assert outbox.send().payload == {"text": text}
        return late

    @pytest.mark.parametrize("attempt", [None, UNHEARD])
    def test_shows_the_newest_again_when_an_older_change_may_have_come_after_it(
        self, outbox: Outbox, attempt: Attempt | None
    ) -> None:
        late = self.change_late(outbox, "2")
        assert outbox.settle(late, attempt) is None
        assert outbox.states() == [State.PENDING]
        assert outbox.send().payload == {"text": "2"}
        assert (outbox.states(), outbox.claim()) == ([State.SENT], [])

    @pytest.mark.parametrize("attempt", [REFUSED, CLOSED, limited(1)])
    def test_shows_nothing_again_when_the_older_change_did_not_come(
        self, outbox: Outbox, attempt: Attempt
    ) -> None:
        late = self.change_late(outbox, "2")
        assert outbox.settle(late, attempt) is None
        assert outbox.states() == [State.SENT]

    def test_shows_nothing_again_when_both_showed_the_same(self, outbox: Outbox) -> None:
        late = self.change_late(outbox, "1")
        assert outbox.settle(late) is None
        assert (outbox.states(), outbox.deletions()) == ([State.SENT], [])

    def test_removes_nothing_when_nothing_was_posted(self, outbox: Outbox) -> None:
        self.found_again(outbox, Attempt(Outcome.APPLIED, channel_id="C1", ts="1.2"))
        outbox.settle(self.late, UNHEARD)
        assert outbox.deletions() == []

    def test_looks_for_the_twin_of_one_that_was_posted_again(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        self.found_again(outbox, Attempt(Outcome.APPLIED, channel_id="C1", ts="1.2"))
        message = outbox.get()
        assert (message.state, message.look_at) == (State.SENT, clock() + looks.TWIN_AFTER)

    def test_still_looks_for_the_twin_after_a_change(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        self.found_again(outbox, Attempt(Outcome.APPLIED, channel_id="C1", ts="1.2"))
        look_at = outbox.get().look_at
        outbox.update("card", "New")
        outbox.send()
        assert outbox.get().look_at == look_at


class TestGiveUpLeases:
    def test_gives_up_those_that_ran_out_and_no_others(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        for key in ("dead", "alive", "waiting"):
            outbox.post(key, f"C{key}")
        outbox.claimed()
        clock.advance(seconds=30)
        outbox.claimed()
        clock.advance(seconds=30)
        assert outbox.give_up_leases() == 1
        assert outbox.give_up_leases() == 0
        assert outbox.states() == [State.UNKNOWN, State.SENDING, State.PENDING]
        dead = outbox.get("dead")
        assert (dead.leased_until, dead.error) == (None, "lease_ran_out")
        assert dead.uncertain_since == clock() - timedelta(seconds=60)

    def test_repeats_changes_and_drops_whispers(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card")
        outbox.send()
        outbox.update("card", "New")
        outbox.whisper("https://x")
        outbox.delete("C1", "0.1")
        outbox.claim()
        clock.advance(seconds=60)
        assert outbox.give_up_leases() == 3
        assert outbox.states() == [State.PENDING, State.DROPPED, State.PENDING]

    def test_takes_no_more_than_asked(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post_many(3)
        outbox.claim()
        clock.advance(seconds=60)
        assert [outbox.give_up_leases(limit=2) for _ in range(3)] == [2, 1, 0]


class TestExpire:
    def test_drops_what_waits_too_long_and_no_more(self, outbox: Outbox, clock: MovedClock) -> None:
        for key in ("sent", "parked", "unknown", "sending", "pending"):
            outbox.post(key, f"C{key}")
        outbox.send()
        outbox.send(CLOSED)
        outbox.send(UNHEARD)
        outbox.claimed()
        clock.advance(days=6)
        outbox.post("young", "Cyoung")
        clock.advance(days=1)
        assert outbox.expire() == 2
        assert outbox.expire() == 0
        assert outbox.states() == [
            State.SENT,
            State.EXPIRED,
            State.UNKNOWN,
            State.SENDING,
            State.EXPIRED,
            State.PENDING,
        ]
        assert outbox.get("pending").dropped_at == clock()

    def test_drops_in_every_workspace(
        self, outbox: Outbox, other: Outbox, clock: MovedClock
    ) -> None:
        for each in (outbox, other):
            each.post(within=timedelta(minutes=1))
        clock.advance(minutes=1)
        assert outbox.expire() == 2

    def test_keeps_what_is_shown_and_drops_the_change(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post()
        outbox.send()
        outbox.update("card", "New")
        clock.advance(days=7)
        assert outbox.expire() == 1
        assert outbox.get().ts


class TestSupersede:
    """What was on its way when a newer message took its place, and did not arrive."""

    @pytest.mark.parametrize("attempt", [REFUSED, CLOSED, limited(1)])
    def test_drops_it(self, outbox: Outbox, clock: MovedClock, attempt: Attempt) -> None:
        outbox.post("old", "C1", collapse_key="digest")
        older = outbox.claimed()
        outbox.post("new", "C1", collapse_key="digest")
        outbox.settle(older, attempt)
        clock.advance(minutes=5)
        assert outbox.take() == ["new"]
        outbox.supersede()
        assert outbox.states() == [State.SUPERSEDED, State.SENDING]
        assert outbox.get("old").dropped_at == clock()

    def test_drops_what_a_look_did_not_find(self, outbox: Outbox) -> None:
        outbox.post("old", "C1", collapse_key="digest")
        outbox.send(UNHEARD)
        outbox.post("new", "C1", collapse_key="digest")
        outbox.repost("old")
        assert outbox.take() == ["new"]
        outbox.supersede()
        assert outbox.get("old").state is State.SUPERSEDED

    def test_leaves_what_is_shown_and_what_is_newest(self, outbox: Outbox, other: Outbox) -> None:
        for each in (other, outbox):
            each.post("old", "C1", collapse_key="digest")
            each.send()
            each.update("old", "New words")
            each.post("new", "C1", collapse_key="digest")
            each.post("plain", "C1")
        outbox.supersede()
        assert outbox.states() == other.states() == [State.PENDING] * 3


class TestSettleStoppingTheLane:
    def test_counts_failures_in_a_row_and_stops_at_five(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post_many(9)
        for attempt in (REFUSED, UNHEARD, REFUSED, UNHEARD):
            outbox.send(attempt)
        assert (outbox.lane().failures, outbox.lane().stopped_at) == (4, None)
        outbox.send(UNHEARD)
        assert outbox.lane().stopped_at == clock()
        assert outbox.claim() == []

    @pytest.mark.parametrize("attempt", [None, CLOSED, WRONG, limited(1)])
    def test_counts_anew_after_any_answer(self, outbox: Outbox, attempt: Attempt | None) -> None:
        outbox.post_many(9)
        for each in (UNHEARD, UNHEARD, UNHEARD, UNHEARD, attempt, UNHEARD, UNHEARD, UNHEARD):
            outbox.send(each)
        assert (outbox.lane().failures, outbox.lane().stopped_at) == (3, None)

    @pytest.mark.parametrize(
        ("answers", "failures", "stopped"),
        [
            ("ffff", 4, False),
            ("fffff", 5, True),
            ("ffffs", 0, False),
            ("fffsff", 2, False),
            ("sfffff", 5, True),
            ("sfffffff", 7, True),
            ("fffffs", 0, False),
        ],
    )
    def test_counts_within_one_turn_of_the_sender(
        self, outbox: Outbox, answers: str, failures: int, *, stopped: bool
    ) -> None:
        outbox.post_many(len(answers))
        messages = outbox.claim()
        outbox.settle_all(
            [
                (message, applied(message) if answer == "s" else UNHEARD)
                for message, answer in zip(messages, answers, strict=True)
            ]
        )
        lane = outbox.lane()
        assert (lane.failures, lane.stopped_at is not None) == (failures, stopped)

    def test_stops_at_once_when_the_token_is_revoked(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post_many(3)
        first, second, third = outbox.claim()
        outbox.post("next")
        outbox.settle_all([(first, applied(first)), (second, REVOKED), (third, applied(third))])
        lane = outbox.lane()
        assert (lane.stopped_because, lane.stopped_at) == ("revoked", clock())
        assert lane.probe_at == clock() + timedelta(minutes=5)
        assert outbox.states() == [State.SENT, State.PENDING, State.SENT, State.PENDING]
        clock.advance(days=1)
        assert outbox.claim() == []

    def test_stops_nobody_elses(self, outbox: Outbox, other: Outbox) -> None:
        outbox.post()
        outbox.send(REVOKED)
        other.post()
        assert other.take() == ["card"]

    def test_keeps_why_it_was_stopped_first(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post_many(2)
        first, second = outbox.claim()
        outbox.settle(first, REVOKED)
        stopped_at = clock()
        clock.advance(seconds=1)
        outbox.settle(second, REVOKED)
        assert outbox.lane().stopped_at == stopped_at
