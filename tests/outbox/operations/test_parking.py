"""Letting parked messages go when their channel can take them again."""

from bot.outbox.operations import parking, writing
from bot.outbox.rules.states import State
from tests.clock import MovedClock
from tests.outbox.outbox import CLOSED, REFUSED, UNHEARD, Outbox


def unpark(outbox: Outbox, channel_id: str = "C1") -> None:
    with outbox.transaction() as session:
        parking.unpark(
            session,
            workspace_id=outbox.workspace_id,
            channel_id=channel_id,
            now=outbox.clock(),
        )
        assert session.info[writing.WRITTEN]


class TestUnpark:
    def test_lets_what_waits_there_go_at_once(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1")
        outbox.reply("card:1", to="card")
        outbox.send(CLOSED)
        clock.advance(seconds=10)
        assert outbox.claim() == []
        unpark(outbox)
        assert outbox.send().key == "card"
        clock.advance(seconds=1)
        assert outbox.take() == ["card:1"]

    def test_lets_a_change_go_to_where_the_message_is(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("card", "U7")
        outbox.send()
        outbox.update("card", "New")
        outbox.send(CLOSED)
        assert outbox.states() == [State.PARKED]
        clock.advance(seconds=10)
        unpark(outbox, "D7")
        assert outbox.take() == ["card"]

    def test_lets_what_is_in_doubt_be_looked_for(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1")
        outbox.send(UNHEARD)
        assert outbox.looks() == []
        unpark(outbox)
        assert outbox.states() == [State.UNKNOWN]
        assert len(outbox.looks()) == 1

    def test_leaves_what_waits_for_something_else(
        self, outbox: Outbox, other: Outbox, clock: MovedClock
    ) -> None:
        other.post("theirs", "C1")
        other.send(CLOSED)
        outbox.post("elsewhere", "C2")
        outbox.send(CLOSED)
        outbox.post("pausing", "C1")
        outbox.send(REFUSED)
        outbox.post("being sent", "C1")
        clock.advance(milliseconds=500)
        unpark(outbox)
        assert other.states() == [State.PARKED]
        assert outbox.states() == [State.PARKED, State.PENDING, State.PENDING]
        assert "pausing" not in [message.key for message in outbox.claim()]
