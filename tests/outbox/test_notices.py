"""What the owner of a message is told, and channels after an outage: once, and not nobody."""

from datetime import datetime, timedelta

import pytest

from bot.outbox import notices
from bot.outbox.rules.states import State
from tests.clock import MovedClock
from tests.outbox.outbox import WRONG, Outbox


class TestTellOwner:
    def tell(self, outbox: Outbox, state: State = State.PARKED) -> None:
        with outbox.transaction() as session:
            notices.tell_owner(session, outbox.get(), state, "not_in_channel", now=outbox.clock())

    @pytest.mark.parametrize("state", [State.PARKED, State.UNKNOWN, State.FAILED])
    def test_tells_once_for_each_state(self, outbox: Outbox, state: State) -> None:
        outbox.post(owner_id="U1")
        for _ in range(2):
            self.tell(outbox, state)
        _card, notice = outbox.all()
        assert (notice.key, notice.destination) == (f"card:{state}", "U1")
        assert notice.payload["text"].endswith(": The words of card")

    def test_tells_of_what_comes_next_too(self, outbox: Outbox) -> None:
        outbox.post(owner_id="U1")
        self.tell(outbox, State.PARKED)
        self.tell(outbox, State.FAILED)
        assert len(outbox.all()) == 3

    @pytest.mark.parametrize(("owner_id", "destination"), [(None, "C1"), ("U1", "U1")])
    def test_tells_nobody_where_nobody_could_read_it(
        self, outbox: Outbox, owner_id: str | None, destination: str
    ) -> None:
        outbox.post("card", destination, owner_id=owner_id)
        self.tell(outbox)
        assert len(outbox.all()) == 1


class TestCatchUp:
    def tell(self, outbox: Outbox, since: datetime) -> list[tuple[str, str]]:
        """Tell, and return the channels that are told, and what."""
        before = len(outbox.all())
        with outbox.transaction() as session:
            notices.catch_up(
                session, workspace_id=outbox.workspace_id, since=since, now=outbox.clock()
            )
        return [(each.destination, each.payload["text"]) for each in outbox.all()[before:]]

    def prompt(self, outbox: Outbox, key: str, destination: str, minutes: float = 30) -> None:
        outbox.post(key, destination, within=timedelta(minutes=minutes))

    def test_tells_each_channel_once_of_all_it_missed(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        since = clock()
        for key, destination in (("a", "C1"), ("b", "C2"), ("c", "C1")):
            self.prompt(outbox, key, destination)
        clock.advance(hours=1)
        outbox.expire()
        (first, said), (second, also) = self.tell(outbox, since)
        assert (first, second) == ("C1", "C2")
        assert said.endswith(":\n• The words of a\n• The words of c")
        assert also.endswith(":\n• The words of b")
        assert self.tell(outbox, since) == []

    def test_speaks_only_of_what_expired_unseen_since_then(
        self, outbox: Outbox, other: Outbox, clock: MovedClock
    ) -> None:
        self.prompt(outbox, "before", "C1", minutes=1)
        clock.advance(minutes=1)
        outbox.expire()
        outbox.post("wrong", "C2")
        for _twice in range(2):
            outbox.send(WRONG)
            clock.advance(seconds=1)
        outbox.post("shown", "C1")
        outbox.send()
        outbox.update("shown", "New")
        since = clock()
        self.prompt(other, "theirs", "C1")
        for person in ("U1", "W1"):
            self.prompt(outbox, person, person)
        for number in range(2):
            outbox.post(f"digest:{number}", "C1", collapse_key="digest")
        outbox.whisper("https://x")
        outbox.delete("C1", "0.1")
        clock.advance(days=1)
        outbox.expire()
        assert self.tell(outbox, since) == []
