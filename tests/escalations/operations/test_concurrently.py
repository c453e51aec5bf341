"""Many people at once, on both databases: nobody is lost and nobody wins twice."""

from collections.abc import Callable

from bot.escalations import jobs
from bot.escalations.operations import owning
from bot.escalations.operations.checking import TooLate
from bot.escalations.operations.raising import AlreadyRaised
from bot.escalations.rules import Move
from tests.crowd import at_once
from tests.escalations.world import World

CROWD = 50
FEW = 5


class TestRaise:
    def test_gives_fifty_at_once_fifty_numbers_without_a_gap(self, world: World) -> None:
        ids = at_once([world.raise_one] * CROWD)
        numbers = sorted(world.get(each).number for each in ids if isinstance(each, int))
        assert numbers == list(range(1, CROWD + 1))

    def test_takes_one_modal_once_however_often_it_is_sent_at_once(self, world: World) -> None:
        results = at_once([lambda: world.raise_one(view_id="V0")] * 10)
        raised = [each for each in results if isinstance(each, int)]
        assert len(raised) == 1
        assert sum(isinstance(each, AlreadyRaised) for each in results) == 9
        assert world.get(world.raise_one()).number == 2


class TestAcknowledge:
    def test_has_one_winner_of_twenty_at_once(self, world: World) -> None:
        escalation_id = world.raise_one()

        def take(by: str) -> Callable[[], str]:
            def acknowledge() -> str:
                with world.transaction() as session:
                    owning.acknowledge(
                        session, world.workspace_id, escalation_id, by=by, now=world.clock()
                    )
                return by

            return acknowledge

        results = at_once([take(f"U{number}") for number in range(20)])
        (winner,) = [each for each in results if isinstance(each, str)]
        assert sum(isinstance(each, TooLate) for each in results) == 19
        assert world.get(escalation_id).acknowledged_by == winner
        taken = [e.by for e in world.history(escalation_id) if e.move is Move.ACKNOWLEDGE]
        assert taken == [winner]


class TestAdvanceOverdue:
    def test_is_done_once_by_ten_sweeps_at_once(self, world: World) -> None:
        ids = [world.raise_one() for _ in range(FEW)]
        for escalation_id in ids:
            world.deliver(escalation_id, at=world.clock())
        world.clock.advance(minutes=30)

        def sweep() -> None:
            jobs.act_on_due(transaction=world.transaction, now=world.clock())

        at_once([sweep] * 10)
        sweep()  # what all ten passed over, each because another had it
        for escalation_id in ids:
            assert world.get(escalation_id).level == 2
            assert len(world.history(escalation_id)) == 2
