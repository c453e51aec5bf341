"""Finding messages of which we do not know whether they arrived, and those that never will."""

from datetime import timedelta

from bot.outbox.queries import doubt
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox


class TestFindDirectChannel:
    def find(self, outbox: Outbox, user_id: str) -> str | None:
        with outbox.transaction() as session:
            return doubt.find_direct_channel(
                session, workspace_id=outbox.workspace_id, user_id=user_id
            )

    def test_is_where_something_was_posted(self, outbox: Outbox, other: Outbox) -> None:
        outbox.post("card", "U7")
        assert self.find(outbox, "U7") is None
        outbox.send()
        assert self.find(outbox, "U7") == "D7"
        assert self.find(outbox, "U8") is None
        assert self.find(other, "U7") is None


class TestListMissed:
    def test_is_in_the_order_in_which_they_were_written(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        for number in range(3):
            outbox.post(f"{number}", "C1", within=timedelta(minutes=3 - number))
        since = clock()
        clock.advance(minutes=5)
        outbox.expire()
        with outbox.transaction() as session:
            missed = doubt.list_missed(session, workspace_id=outbox.workspace_id, since=since)
        assert [message.key for message in missed] == ["0", "1", "2"]
