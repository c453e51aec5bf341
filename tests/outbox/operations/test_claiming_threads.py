"""Taking what belongs in a thread: a thread reads in order, whoever sends it."""

from datetime import timedelta

import pytest

from bot.outbox.rules.states import State
from tests.clock import MovedClock
from tests.outbox.outbox import CLOSED, REFUSED, UNHEARD, WRONG, Attempt, Outbox

WAITING = [UNHEARD, CLOSED, REFUSED]


class TestClaimOfAReply:
    def test_comes_after_its_parent(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1")
        outbox.reply("card:1", to="card")
        card = outbox.claimed()
        assert card.key == "card"
        clock.advance(seconds=1)
        assert outbox.claim() == []
        outbox.settle(card)
        reply = outbox.claimed()
        assert reply.key == "card:1"
        assert reply.parent
        assert (reply.parent.channel_id, reply.parent.ts) == ("C1", "1.1")

    @pytest.mark.parametrize("attempt", WAITING)
    def test_waits_with_a_parent_that_has_no_address_yet(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt
    ) -> None:
        outbox.post("card")
        outbox.reply("card:1", to="card")
        outbox.send(attempt)
        clock.advance(seconds=1)
        assert "card:1" not in outbox.take()

    def test_does_not_wait_for_its_parents_newest_version(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("card")
        outbox.send()
        outbox.update("card", "New")
        outbox.reply("card:1", to="card")
        clock.advance(seconds=1)
        assert outbox.take() == ["card", "card:1"]

    def test_goes_to_the_channel_when_its_parent_was_given_up(self, outbox: Outbox) -> None:
        outbox.post("card", "C1")
        outbox.reply("card:1", to="card")
        outbox.send(WRONG)
        outbox.clock.advance(seconds=1)
        outbox.send(WRONG)
        outbox.clock.advance(seconds=1)
        reply = outbox.claimed()
        assert reply.key == "card:1"
        assert reply.parent
        assert (reply.parent.ts, reply.destination) == (None, "C1")

    def test_goes_to_the_channel_when_its_parent_expired(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("card", within=timedelta(minutes=1))
        outbox.reply("card:1", to="card")
        clock.advance(minutes=1)
        assert outbox.claim() == []
        outbox.expire()
        assert outbox.take() == ["card:1"]


class TestClaimOfAYoungerReply:
    @pytest.fixture(autouse=True)
    def thread(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card")
        outbox.send()
        outbox.reply("elder", to="card")
        outbox.reply("younger", to="card")
        clock.advance(seconds=1)

    def test_waits_while_the_elder_is_being_sent(self, outbox: Outbox, clock: MovedClock) -> None:
        elder = outbox.claimed()
        clock.advance(seconds=1)
        assert (elder.key, outbox.claim()) == ("elder", [])
        outbox.settle(elder)
        assert outbox.take() == ["younger"]

    @pytest.mark.parametrize("attempt", WAITING)
    def test_waits_while_the_elder_waits(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt
    ) -> None:
        outbox.send(attempt)
        clock.advance(seconds=1)
        assert "younger" not in outbox.take()

    def test_goes_on_when_the_elder_was_given_up(self, outbox: Outbox, clock: MovedClock) -> None:
        for _twice in range(2):
            outbox.send(WRONG)
            clock.advance(seconds=1)
        assert outbox.get("elder").state is State.FAILED
        assert outbox.take() == ["younger"]

    def test_does_not_wait_for_the_elders_newest_version(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.send()
        outbox.update("elder", "New")
        clock.advance(seconds=1)
        assert outbox.take() == ["elder", "younger"]

    def test_does_not_wait_for_other_threads(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("other", "C2")
        outbox.send()  # the elder
        outbox.send()  # the other card
        outbox.reply("other:1", to="other")
        clock.advance(seconds=1)
        assert outbox.take() == ["other:1", "younger"]
