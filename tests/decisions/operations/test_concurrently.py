"""Many people at once, on both databases: nobody is lost, and it is decided once."""

from collections.abc import Callable

from bot.decisions.operations import voting
from bot.decisions.operations.checking import TooLate
from bot.decisions.operations.proposing import AlreadyRecorded
from bot.decisions.rules import Move, State, Vote
from tests.crowd import at_once
from tests.decisions.world import World

CROWD = 50


class TestPropose:
    def test_gives_fifty_at_once_fifty_numbers_without_a_gap(self, world: World) -> None:
        ids = at_once([world.propose] * CROWD)
        numbers = sorted(world.get(each).number for each in ids if isinstance(each, int))
        assert numbers == list(range(1, CROWD + 1))

    def test_records_a_message_once_however_many_save_it_at_once(self, world: World) -> None:
        results = at_once([lambda: world.propose(source="message:1")] * 10)
        assert sum(isinstance(each, int) for each in results) == 1
        assert sum(isinstance(each, AlreadyRecorded) for each in results) == 9

    def test_lets_one_of_ten_take_the_place_of_another(self, world: World) -> None:
        old = world.propose()
        results = at_once([lambda: world.succeed(old)] * 10)
        assert sum(isinstance(each, int) for each in results) == 1
        assert sum(isinstance(each, TooLate) for each in results) == 9


class TestVote:
    def test_decides_once_when_two_approvers_press_at_once(self, world: World) -> None:
        decision_id = world.propose("U1", "U2", needed=1)
        results = at_once([press(world, decision_id, "U1"), press(world, decision_id, "U2")])
        (winner,) = [each for each in results if isinstance(each, str)]
        assert sum(isinstance(each, TooLate) for each in results) == 1
        assert world.get(decision_id).accepted_by == winner
        assert [event.by for event in world.events(decision_id)][1:] == [winner]

    def test_counts_all_who_press_at_once(self, world: World) -> None:
        approvers = [f"U{number}" for number in range(20)]
        decision_id = world.propose(*approvers)
        at_once([press(world, decision_id, each) for each in approvers])
        assert world.get(decision_id).state is State.ACCEPTED
        moves = [event.move for event in world.events(decision_id)]
        assert moves == [Move.PROPOSE] + [Move.APPROVE] * 20


def press(world: World, decision_id: int, by: str) -> Callable[[], str]:
    def approve() -> str:
        world.move(voting.vote, decision_id, by, vote=Vote.APPROVE)
        return by

    return approve
