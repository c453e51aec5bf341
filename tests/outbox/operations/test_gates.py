"""Gates: what a limit holds for, and when it is over."""

from datetime import timedelta

from bot.db import Transaction
from bot.outbox.operations import gates
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox

SECOND = timedelta(seconds=1)


class TestClose:
    def test_lets_the_later_instant_stand(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        place = (outbox.workspace_id, "C1")
        for seconds in (5, 30, 10):
            with transaction() as session:
                gates.close(session, {place: clock() + seconds * SECOND})
        assert outbox.gates() == {"C1": clock() + 30 * SECOND}

    def test_closes_several_at_once(
        self, outbox: Outbox, other: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        until = {
            (each.workspace_id, scope): clock() + SECOND
            for each in (other, outbox)
            for scope in ("C2", "C1")
        }
        with transaction() as session:
            gates.close(session, until)
            gates.close(session, {})
        assert set(outbox.gates()) == set(other.gates()) == {"C1", "C2"}


class TestSweep:
    def test_removes_what_has_been_open_for_long(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        mine = outbox.workspace_id
        with transaction() as session:
            gates.close(session, {(mine, "old"): clock(), (mine, "new"): clock() + SECOND})
        clock.advance(seconds=60.5)
        with transaction() as session:
            gates.sweep(session, now=clock())
        assert set(outbox.gates()) == {"new"}


class TestPlaceOf:
    def test_is_the_channel_of_a_post(self, outbox: Outbox) -> None:
        outbox.post("card", "C1")
        assert gates.place_of(outbox.claimed()) == (outbox.workspace_id, "C1")

    def test_is_the_destination_of_the_parent(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "U7")
        outbox.send()
        outbox.reply("card:1", to="card")
        clock.advance(seconds=1)
        assert gates.place_of(outbox.claimed()) == (outbox.workspace_id, "U7")

    def test_is_the_method_of_whatever_else(self, outbox: Outbox) -> None:
        outbox.post("card", "C1")
        outbox.send()
        outbox.update("card", "New")
        outbox.delete("C1", "0.1")
        outbox.whisper("https://x")
        scopes = [gates.scope_of(message) for message in outbox.claim()]
        assert scopes == ["chat.update", "chat.delete", "https://x"]
