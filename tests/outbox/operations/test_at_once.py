"""Several processes at the outbox at once, on PostgreSQL: nobody takes what another one has."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from bot import db
from bot.outbox.models import OutboxMessage
from bot.outbox.operations import claiming, lanes, looking, settling
from bot.outbox.operations.looking import Sighting
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.states import State
from bot.people import queries as people
from tests.clock import MovedClock
from tests.outbox.outbox import UNHEARD, Outbox, applied

PROCESSES = 2


@pytest.fixture
def engine(postgresql_database: sqlalchemy.URL) -> Iterator[sqlalchemy.Engine]:
    engine = db.build_engine(postgresql_database.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


def at_once(act: Callable[[], None]) -> None:
    """Do the same in several threads that begin together."""
    start = threading.Barrier(PROCESSES)

    def run(_number: int) -> None:
        start.wait(10)
        act()

    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(run, range(PROCESSES)))


class TestClaim:
    def test_takes_each_message_once(self, outbox: Outbox, other: Outbox) -> None:
        both = [outbox.workspace_id, other.workspace_id]
        taken = Counter[int]()
        for each in (outbox, other):
            each.post_many(60)

        def send_all() -> None:
            # A turn in which the other one has the workspace takes nothing: how many there are of
            # those is the machine's business.
            for _turn in range(10_000):
                if len(taken) == 120:
                    return
                with outbox.transaction() as session:
                    claim = claiming.claim(
                        session,
                        workspace_ids=both,
                        bucket=outbox.bucket,
                        barred=people.find_outsiders,
                        room=4,
                        now=outbox.clock(),
                    )
                taken.update(message.id for message in claim.messages)
                outbox.settle_all([(message, applied(message)) for message in claim.messages])

        at_once(send_all)
        assert outbox.states() == other.states() == [State.SENT] * 60
        assert set(taken.values()) == {1}
        assert len(taken) == 120

    def test_passes_over_a_workspace_that_another_one_serves(
        self, outbox: Outbox, other: Outbox
    ) -> None:
        outbox.post("mine")
        with outbox.transaction() as session:
            assert [message.key for message in claim(session, outbox, other)] == ["mine"]
            outbox.post("more", "C2")
            other.post("theirs")
            with outbox.transaction() as second:
                found = claim(second, outbox, other)
            assert [message.key for message in found] == ["theirs"]


def claim(session: Session, *outboxes: Outbox) -> list[OutboxMessage]:
    ids = [each.workspace_id for each in outboxes]
    first = outboxes[0]
    found = claiming.claim(
        session,
        workspace_ids=ids,
        bucket=first.bucket,
        barred=people.find_outsiders,
        room=9,
        now=first.clock(),
    )
    return list(found.messages)


class TestSettle:
    def test_does_not_deadlock_with_another_one(self, outbox: Outbox, other: Outbox) -> None:
        """Each settles messages of both workspaces, in an order of its own."""
        for each in (outbox, other):
            each.post_many(40)
        messages = [*outbox.claim(40), *other.claim(40)]
        halves = iter([messages[::2], messages[::-2]])

        def settle() -> None:
            mine = next(halves)
            for number in range(0, len(mine), 2):
                outbox.settle_all([(each, applied(each)) for each in mine[number : number + 2]])

        at_once(settle)
        assert outbox.states() == other.states() == [State.SENT] * 40


class TestGiveUpLeases:
    def test_settles_each_once(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post_many(20)
        outbox.claim()
        clock.advance(seconds=60)
        found: list[int] = []

        def sweep() -> None:
            with outbox.transaction() as session:
                found.append(settling.give_up_leases(session, now=clock(), limit=100))

        at_once(sweep)
        assert sum(found) == 20
        assert outbox.states() == [State.UNKNOWN] * 20


class TestClaimLooks:
    def test_looks_for_each_once(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post_many(4)
        outbox.settle_all([(message, UNHEARD) for message in outbox.claim()])
        clock.advance(seconds=15)
        looked = Counter[int]()

        def look() -> None:
            looked.update(each.id for place in outbox.looks() for each in place.messages)

        at_once(look)
        assert sorted(looked.values()) == [1] * 4


class TestRecordSighting:
    def test_writes_down_a_thread_and_its_parents_channel_at_once(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("card", "C1")
        outbox.send(UNHEARD)
        outbox.repost("card")
        outbox.send()
        clock.advance(minutes=5, seconds=-15)
        outbox.reply("card:1", to="card")
        outbox.send(UNHEARD)
        clock.advance(seconds=15)
        places = outbox.looks()
        assert {place.thread_ts for place in places} == {None, "1.2"}
        with ExitStack() as stack:
            for place in places:
                session = stack.enter_context(outbox.transaction())
                seen = Sighting("C1", {each.marker: ["1.2"] for each in place.messages})
                if place.thread_ts:
                    seen = Sighting("C1", {each.marker: ["2.1"] for each in place.messages})
                looking.record_sighting(session, place, seen, Patience(), now=clock())
        assert outbox.states() == [State.SENT] * 2


class TestClaimProbes:
    def test_probes_each_once(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post_many(5)
        outbox.settle_all([(message, UNHEARD) for message in outbox.claim()])
        clock.advance(seconds=15)
        probed: list[int] = []

        def probe() -> None:
            with outbox.transaction() as session:
                ids = [outbox.workspace_id]
                probed.extend(lanes.claim_probes(session, workspace_ids=ids, now=clock()))

        at_once(probe)
        assert probed == [outbox.workspace_id]


class TestResume:
    def test_tells_only_one_what_had_stopped_the_lane(self, outbox: Outbox) -> None:
        outbox.post_many(5)
        outbox.settle_all([(message, UNHEARD) for message in outbox.claim()])
        told: list[lanes.Stopped | None] = []

        def resume() -> None:
            with outbox.transaction() as session:
                told.append(lanes.resume(session, outbox.workspace_id))

        at_once(resume)
        assert sorted(each is None for each in told) == [False, True]
