"""Looking for messages that may have arrived: what was seen decides what becomes of them."""

from datetime import timedelta

import pytest

from bot.outbox.operations import gates, looking
from bot.outbox.queries.doubt import READING
from bot.outbox.rules import looks
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.states import State
from tests.clock import MovedClock
from tests.outbox.outbox import REVOKED, UNHEARD, WRONG, Attempt, Outbox

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "x"}}


def doubt(outbox: Outbox, key: str = "card", destination: str = "C1", **more: object) -> None:
    """Post a message of which Slack tells nothing, and let the time for a look come."""
    outbox.post(key, destination, **more)
    outbox.send(UNHEARD)
    outbox.clock.advance(seconds=15)


class TestRecordSighting:
    def test_takes_one_that_is_there_for_sent(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        outbox.look({"card": ["7.7"]})
        message = outbox.get()
        assert (message.state, message.sent_at) == (State.SENT, clock())
        assert (message.channel_id, message.ts, message.error) == ("C1", "7.7", None)
        assert (message.look_at, message.failures) == (None, 0)
        assert outbox.looks() == []

    def test_learns_where_direct_messages_are(self, outbox: Outbox) -> None:
        doubt(outbox, "card", "U7")
        outbox.look({"card": ["7.7"]})
        assert outbox.get().channel_id == "D7"

    def test_waits_after_one_look_without_it(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        outbox.look()
        message = outbox.get()
        assert (message.state, message.absent_at) == (State.UNKNOWN, clock())
        assert message.look_at == clock() + looks.EVERY

    def test_posts_again_what_was_twice_not_there(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        seen_at = []
        while outbox.states() == [State.UNKNOWN]:
            seen_at.append(clock())
            outbox.look()
            clock.advance(seconds=15)
        attempted_at = outbox.get().attempted_at
        assert attempted_at
        assert seen_at[-1] - attempted_at == timedelta(seconds=120)
        message = outbox.claimed()
        assert (message.key, message.is_update, message.absent_at) == ("card", False, None)
        assert message.look_at is None

    def test_finds_one_that_lagged(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        outbox.look()
        clock.advance(seconds=15)
        outbox.look({"card": ["7.7"]})
        assert (outbox.states(), outbox.get().ts) == ([State.SENT], "7.7")

    def test_begins_to_count_anew_after_another_attempt(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        doubt(outbox)
        outbox.repost("card")
        outbox.send(UNHEARD)
        clock.advance(seconds=15)
        outbox.look()
        clock.advance(seconds=105)
        outbox.look()
        assert outbox.states() == [State.PENDING]
        assert outbox.claimed().attempts == 3

    def test_is_as_patient_as_it_is_told(self, outbox: Outbox, clock: MovedClock) -> None:
        hasty = Patience(after=timedelta(seconds=1), apart=timedelta(seconds=1))
        doubt(outbox)
        outbox.look(patience=hasty)
        clock.advance(seconds=15)
        outbox.look(patience=hasty)
        assert outbox.states() == [State.PENDING]

    def test_expires_what_nobody_needs_any_more(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox, within=timedelta(minutes=1))
        for _ in range(8):
            outbox.look()
            clock.advance(seconds=15)
        message = outbox.get()
        assert (message.state, message.look_at) == (State.EXPIRED, None)
        assert message.dropped_at
        assert outbox.claim() == []

    def test_finds_what_expired_meanwhile_and_is_there(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        doubt(outbox, within=timedelta(minutes=1))
        clock.advance(hours=1)
        outbox.look({"card": ["7.7"]})
        assert outbox.states() == [State.SENT]

    def test_changes_what_was_found_when_it_should_read_differently_by_now(
        self, outbox: Outbox
    ) -> None:
        doubt(outbox)
        outbox.update("card", "New")
        outbox.look({"card": ["7.7"]})
        change = outbox.send()
        assert (change.call, change.ts, change.payload) == ("chat.update", "7.7", {"text": "New"})
        assert outbox.states() == [State.SENT]

    def test_leaves_what_somebody_posts_again_right_now(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        doubt(outbox)
        (place,) = outbox.looks()
        outbox.repost("card")
        outbox.claimed()
        with outbox.transaction() as session:
            sighting = looking.Sighting("C1", {outbox_marker(place): ["7.7"]})
            looking.record_sighting(session, place, sighting, Patience(), now=clock())
        assert outbox.states() == [State.SENDING]

    def test_takes_one_for_sent_that_only_waits_to_be_posted_again(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        doubt(outbox)
        (place,) = outbox.looks()
        outbox.repost("card")
        with outbox.transaction() as session:
            sighting = looking.Sighting("C1", {outbox_marker(place): ["7.7"]})
            looking.record_sighting(session, place, sighting, Patience(), now=clock())
        assert outbox.states() == [State.SENT]
        assert outbox.claim() == []

    @pytest.mark.parametrize("sent", [False, True])
    def test_leaves_what_somebody_settled_or_posts_again_meanwhile(
        self, outbox: Outbox, clock: MovedClock, *, sent: bool
    ) -> None:
        doubt(outbox)
        (place,) = outbox.looks()
        if sent:
            clock.advance(seconds=15)
            outbox.look({"card": ["7.7"]})
        else:
            outbox.repost("card")
        before = outbox.get()
        with outbox.transaction() as session:
            nothing = looking.Sighting("C1", {})
            looking.record_sighting(session, place, nothing, Patience(), now=clock())
        after = outbox.get()
        assert (after.state, after.ts, after.due_at) == (before.state, before.ts, before.due_at)


def outbox_marker(place: looking.Place) -> str:
    (message,) = place.messages
    return message.marker


class TestRecordSightingOfTwo:
    def posted_twice(self, outbox: Outbox, attempt: Attempt | None = None) -> None:
        """Post a message again that was not there at first, and let the time for a look come."""
        doubt(outbox)
        outbox.repost("card")
        outbox.send(attempt)
        outbox.clock.advance(minutes=5)

    def test_keeps_the_elder_and_removes_the_younger(self, outbox: Outbox) -> None:
        self.posted_twice(outbox)
        assert outbox.get().ts == "1.2"
        outbox.look({"card": ["1.1", "1.2"]})
        assert (outbox.get().ts, outbox.get().look_at) == ("1.1", None)
        assert outbox.deletions() == [("C1", "1.2")]

    def test_removes_one_that_came_later_still(self, outbox: Outbox) -> None:
        self.posted_twice(outbox)
        outbox.look({"card": ["1.2", "9.9"]})
        assert (outbox.get().ts, outbox.states()) == ("1.2", [State.SENT, State.PENDING])
        assert outbox.deletions() == [("C1", "9.9")]

    def test_lets_the_elder_read_as_it_should(self, outbox: Outbox) -> None:
        """It may show what the message said at its first attempt."""
        doubt(outbox)
        outbox.update("card", "New")
        outbox.repost("card")
        outbox.send()
        outbox.clock.advance(minutes=5)
        outbox.look({"card": ["1.1", "1.2"]})
        calls = [(message.call, message.ts) for message in outbox.claim()]
        assert calls == [("chat.update", "1.1"), ("chat.delete", None)]

    def test_finds_both_when_it_is_in_doubt_again(self, outbox: Outbox) -> None:
        self.posted_twice(outbox, UNHEARD)
        outbox.look({"card": ["1.1", "1.2"]})
        assert (outbox.get().state, outbox.get().ts) == (State.SENT, "1.1")
        assert outbox.deletions() == [("C1", "1.2")]

    def test_looks_once_more_after_it_found_one(self, outbox: Outbox, clock: MovedClock) -> None:
        self.posted_twice(outbox, UNHEARD)
        outbox.look({"card": ["1.2"]})
        assert outbox.get().look_at == clock() + looks.TWIN_AFTER
        clock.advance(minutes=5)
        outbox.look({"card": ["1.2"]})
        assert (outbox.get().look_at, outbox.deletions()) == (None, [])

    def test_lets_a_found_one_read_as_it_should_if_it_changed_between_two_attempts(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        doubt(outbox)
        outbox.update("card", "New")
        outbox.repost("card")
        outbox.send(UNHEARD)
        clock.advance(seconds=15)
        outbox.look({"card": ["1.1"]})
        change = outbox.send()
        assert (change.call, change.ts, change.payload) == ("chat.update", "1.1", {"text": "New"})

    def test_removes_every_copy_but_one(self, outbox: Outbox) -> None:
        self.posted_twice(outbox)
        outbox.look({"card": ["1.1", "1.2", "1.3"]})
        assert outbox.deletions() == [("C1", "1.2"), ("C1", "1.3")]

    def test_keeps_none_that_is_being_deleted(self, outbox: Outbox, clock: MovedClock) -> None:
        """Of two, the sender that slept and the look must not each remove another one."""
        doubt(outbox)
        outbox.repost("card")
        outbox.send()
        outbox.delete("C1", "1.1")  # by the sender that slept
        clock.advance(minutes=5)
        outbox.look({"card": ["1.1", "1.2"]})
        assert (outbox.get().ts, outbox.deletions()) == ("1.2", [("C1", "1.1")])

    def test_takes_none_for_sent_that_is_being_deleted(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        doubt(outbox)
        outbox.delete("C1", "1.1")
        outbox.look({"card": ["1.1"]})
        assert outbox.get().state is State.UNKNOWN

    def test_is_done_when_there_is_none(self, outbox: Outbox) -> None:
        """Somebody has deleted it."""
        self.posted_twice(outbox)
        outbox.look()
        assert (outbox.states(), outbox.get().look_at) == ([State.SENT], None)

    def test_waits_while_it_is_being_changed(self, outbox: Outbox, clock: MovedClock) -> None:
        """Else the change would go to the copy that is removed."""
        self.posted_twice(outbox)
        outbox.update("card", "New")
        change = outbox.claimed()
        outbox.look({"card": ["1.1", "1.2"]})
        assert (outbox.get().ts, outbox.deletions()) == ("1.2", [])
        outbox.settle(change)
        clock.advance(seconds=15)
        outbox.look({"card": ["1.1", "1.2"]})
        assert (outbox.get().ts, outbox.deletions()) == ("1.1", [("C1", "1.2")])


class TestRecordUnreadable:
    def record(self, outbox: Outbox, error: str = "not_in_channel") -> list[str]:
        """Fail to look wherever it is time to; return the keys of those whose owners are told."""
        waiting = []
        for place in outbox.looks():
            with outbox.transaction() as session:
                found = looking.record_unreadable(session, place, error, now=outbox.clock())
                waiting += [message.key for message in found]
        return waiting

    def test_looks_again_later(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        assert self.record(outbox) == ["card"]
        message = outbox.get()
        assert (message.state, message.error) == (State.UNKNOWN, "not_in_channel")
        assert message.look_at == clock() + timedelta(minutes=5)
        clock.advance(minutes=5)
        outbox.look({"card": ["7.7"]})
        assert outbox.states() == [State.SENT]

    def test_expires_what_nobody_needs_any_more(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox, within=timedelta(seconds=15))
        assert self.record(outbox) == []
        message = outbox.get()
        assert (message.state, message.dropped_at) == (State.EXPIRED, clock())

    def test_has_nothing_to_tell_of_one_that_is_there(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        doubt(outbox)
        outbox.repost("card")
        outbox.send()
        clock.advance(minutes=5)
        assert self.record(outbox) == []
        assert outbox.states() == [State.SENT]


class TestClaimLooks:
    def test_looks_once_in_each_channel_and_thread(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1")
        outbox.send()
        outbox.reply("card:1", to="card")
        for key, destination in (("a", "C2"), ("b", "C2"), ("x", "C3"), ("c", "U7"), ("d", "C1")):
            outbox.post(key, destination)
        for attempt in (UNHEARD, UNHEARD, None, UNHEARD, UNHEARD, UNHEARD):
            clock.advance(seconds=1)
            outbox.send(attempt)
        clock.advance(seconds=15)
        found = {
            (place.destination, place.channel_id, place.thread_ts): sorted(
                message.key for message in place.messages
            )
            for place in outbox.looks()
        }
        assert found == {
            ("C1", "C1", "1.1"): ["card:1"],
            ("C2", "C2", None): ["a", "b"],
            ("U7", None, None): ["c"],
            ("C1", "C1", None): ["d"],
        }

    def test_knows_direct_messages_from_an_earlier_one(self, outbox: Outbox) -> None:
        outbox.post("card", "U7")
        outbox.send()
        outbox.clock.advance(seconds=1)
        doubt(outbox, "next", "U7")
        assert [place.channel_id for place in outbox.looks()] == ["D7"]

    def test_knows_direct_messages_from_the_parent(self, outbox: Outbox) -> None:
        outbox.post("card", "U7")
        outbox.send()
        outbox.reply("card:1", to="card")
        outbox.clock.advance(seconds=1)
        outbox.send(UNHEARD)
        outbox.clock.advance(seconds=15)
        (place,) = outbox.looks()
        assert (place.channel_id, place.thread_ts) == ("D7", "1.1")

    def test_looks_outside_the_thread_for_what_was_refused_in_it(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("card", "C1")
        outbox.send()
        outbox.reply("card:1", to="card")
        for attempt in (WRONG, UNHEARD):
            clock.advance(seconds=1)
            outbox.send(attempt)
        clock.advance(seconds=15)
        (place,) = outbox.looks()
        assert (place.channel_id, place.thread_ts) == ("C1", None)

    def test_looks_outside_a_thread_that_never_was(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1")
        outbox.reply("card:1", to="card")
        for attempt in (WRONG, WRONG, UNHEARD):
            outbox.send(attempt)
            clock.advance(seconds=1)
        clock.advance(seconds=15)
        (place,) = outbox.looks()
        assert (place.channel_id, place.thread_ts) == ("C1", None)

    def test_looks_from_before_the_first_attempt_in_doubt(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        since = clock()
        doubt(outbox)
        outbox.repost("card")
        outbox.send(UNHEARD)
        clock.advance(seconds=15)
        (place,) = outbox.looks()
        assert place.since == since - looking.CLOCKS_APART

    def test_lets_nobody_else_look_meanwhile(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        assert (len(outbox.looks()), len(outbox.looks())) == (1, 0)
        clock.advance(seconds=15)
        assert len(outbox.looks()) == 1

    def test_takes_no_more_than_asked(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post_many(3)
        outbox.settle_all([(message, UNHEARD) for message in outbox.claim()])
        clock.advance(seconds=15)
        assert [len(outbox.looks(limit=2)) for _ in range(3)] == [2, 1, 0]

    def test_leaves_other_workspaces(self, outbox: Outbox, other: Outbox) -> None:
        doubt(other)
        assert outbox.looks() == []

    def test_waits_while_the_lane_is_stopped(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        outbox.post("next", "C2")
        outbox.send(REVOKED)
        clock.advance(days=1)
        assert outbox.looks() == []

    def test_waits_while_slack_lets_nobody_read(self, outbox: Outbox, clock: MovedClock) -> None:
        doubt(outbox)
        place = (outbox.workspace_id, READING)
        with outbox.transaction() as session:
            gates.close(session, {place: clock() + timedelta(seconds=30)})
        assert outbox.looks() == []
        clock.advance(seconds=30)
        assert len(outbox.looks()) == 1
