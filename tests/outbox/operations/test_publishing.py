"""Home tabs on their way: of each person's only the newest state counts, and repeating is free."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.outbox.models import OutboxMessage
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.pace import Bucket
from bot.outbox.rules.states import Method, State
from tests.clock import MovedClock
from tests.outbox.outbox import CLOSED, REFUSED, UNHEARD, WRONG, Attempt, Outbox, limited

SHOWN = Attempt(Outcome.APPLIED)


def home(outbox: Outbox) -> OutboxMessage:
    return outbox.get("home:U1")


def says(message: OutboxMessage) -> str:
    """Return what a Home says, by its metadata."""
    words: str = message.payload["private_metadata"]
    return words


class TestPublish:
    def test_is_one_message_a_person(self, outbox: Outbox, other: Outbox) -> None:
        outbox.publish("Hello", "there")
        outbox.publish("Hello", user_id="U2")
        other.publish("Hello")
        assert [message.key for message in outbox.all()] == ["home:U1", "home:U2"]
        message = home(outbox)
        assert (message.method, message.destination) == (Method.PUBLISH, "U1")
        assert (message.ts, message.parent_id, message.owner_id) == (None, None, None)
        assert message.payload["type"] == "home"
        assert [block["text"]["text"] for block in message.payload["blocks"]] == ["Hello", "there"]

    @pytest.mark.parametrize("attempt", [None, REFUSED, limited(1), UNHEARD])
    def test_rewrites_what_waits_and_lets_it_wait(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt | None
    ) -> None:
        outbox.publish("Old")
        if attempt:
            outbox.send(attempt)
        before = home(outbox)
        clock.advance(milliseconds=500)
        outbox.publish("New")
        message = home(outbox)
        assert (says(message), message.version, len(outbox.all())) == ("New", 2, 1)
        assert (message.state, message.due_at) == (State.PENDING, before.due_at)
        assert message.expires_at == clock() + timedelta(days=7)

    @pytest.mark.parametrize("attempt", [SHOWN, WRONG, CLOSED])
    def test_lets_what_has_ended_be_shown_at_once(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt
    ) -> None:
        outbox.publish("Old")
        outbox.send(attempt)
        clock.advance(minutes=1)
        outbox.publish("New")
        message = home(outbox)
        assert (message.state, message.due_at, message.failures) == (State.PENDING, clock(), 0)
        assert message.dropped_at is None
        assert says(outbox.send(SHOWN)) == "New"
        assert home(outbox).state is State.SENT

    def test_shows_what_came_while_the_last_was_on_its_way(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.publish("Old")
        message = outbox.claimed()
        outbox.publish("New")
        assert home(outbox).state is State.SENDING
        outbox.settle(message, SHOWN)
        assert says(outbox.send(SHOWN)) == "New"
        assert outbox.claim() == []

    def test_revives_what_was_too_old(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.publish("Old")
        clock.advance(days=7)
        assert outbox.expire() == 1
        outbox.publish("New")
        assert (says(outbox.claimed()), home(outbox).dropped_at) == ("New", None)


class TestSettle:
    def test_simply_repeats_what_may_have_been_shown(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.publish("Hello")
        outbox.send(UNHEARD)
        message = home(outbox)
        assert (message.state, message.look_at, message.uncertain_since) == (
            State.PENDING,
            None,
            None,
        )
        clock.advance(seconds=1)
        outbox.send(SHOWN)
        assert (home(outbox).state, home(outbox).error) == (State.SENT, None)

    def test_repeats_what_a_dead_sender_was_at(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.publish("Hello")
        outbox.claimed()
        clock.advance(minutes=1)
        assert outbox.give_up_leases() == 1
        clock.advance(seconds=1)
        assert says(outbox.send(SHOWN)) == "Hello"

    @pytest.mark.parametrize(("attempt", "again"), [(SHOWN, 1), (UNHEARD, 1), (REFUSED, 0)])
    def test_shows_the_newest_again_after_a_sender_that_slept(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt, again: int
    ) -> None:
        """What it published late has taken the place of what others published since."""
        outbox.publish("Old")
        asleep = outbox.claimed()
        clock.advance(minutes=1)
        outbox.give_up_leases()
        outbox.publish("New")
        clock.advance(seconds=1)
        outbox.send(SHOWN)
        outbox.settle(asleep, attempt)
        assert [says(message) for message in outbox.claim()] == ["New"] * again

    def test_gives_up_a_home_that_nobody_can_have(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.publish("Hello")
        outbox.send(CLOSED)
        message = home(outbox)
        assert (message.state, message.dropped_at) == (State.DROPPED, clock())
        assert [each.key for each in outbox.all()] == ["home:U1"]  # and nobody is told

    def test_closes_the_gate_of_all_homes_and_of_nothing_else(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.publish("Hello")
        outbox.publish("Hello", user_id="U2")
        outbox.send(limited(30))
        assert outbox.gates() == {"views.publish": clock() + timedelta(seconds=30)}
        outbox.post("card")
        assert outbox.take() == ["card"]
        clock.advance(seconds=31)
        assert sorted(outbox.take()) == ["home:U1", "home:U2"]


class TestClaim:
    @pytest.fixture
    def spend(self, outbox: Outbox) -> Callable[[], None]:
        """Take all the tokens of the workspace's bucket."""

        def run() -> None:
            outbox.bucket = Bucket(1)
            outbox.post_many(20)
            outbox.claim()

        return run

    def test_takes_homes_without_a_token(self, outbox: Outbox, spend: Callable[[], None]) -> None:
        spend()
        outbox.publish("Hello")
        assert outbox.take() == ["home:U1"]
