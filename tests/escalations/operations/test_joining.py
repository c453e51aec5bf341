"""Taking part without having it, on both databases: the same problem, an interest, or none."""

import pytest

from bot.errors import Refused
from bot.escalations.models import Participant
from bot.escalations.operations import answering, joining, owning
from bot.escalations.operations.checking import NotTheirs, TooLate
from bot.escalations.rules import Move
from tests.escalations.world import IVAN, MAYA, World

PIA = "U0PIA"


def mine(world: World, escalation_id: int, user_id: str = PIA) -> Participant:
    """Return what somebody is to an escalation."""
    people = world.get(escalation_id).participants
    (found,) = [each for each in people if each.user_id == user_id]
    return found


class TestJoin:
    def test_writes_down_who_has_the_same_problem_and_tells_them_of_it(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.clock.advance(minutes=5)
        world.move(joining.join, escalation_id, PIA, words="Mine fails, too")
        pia = mine(world, escalation_id)
        assert pia.joined_at == pia.followed_at == world.clock()
        assert (pia.asked_at, pia.muted_at) == (None, None)
        event = world.history(escalation_id)[-1]
        assert (event.move, event.by, event.why) == (Move.JOIN, PIA, "Mine fails, too")
        # Nothing about the escalation itself is different.
        assert event.changed == {}

    def test_counts_once(self, world: World) -> None:
        escalation_id = world.raise_one()
        for _again in range(2):
            world.move(joining.join, escalation_id, PIA, words="Mine fails, too")
            world.clock.advance(minutes=5)
        moves = [each.move for each in world.history(escalation_id)]
        assert moves == [Move.RAISE, Move.JOIN]

    def test_lets_somebody_hear_of_it_who_had_muted_it(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.move(joining.mute, escalation_id, PIA)
        world.move(joining.join, escalation_id, PIA, words="Mine fails, too")
        assert mine(world, escalation_id).muted_at is None

    def test_leaves_it_with_those_who_are_asked(self, world: World) -> None:
        escalation_id = world.raise_one()
        before = world.get(escalation_id).asked
        world.move(joining.join, escalation_id, PIA, words="Mine fails, too")
        assert world.get(escalation_id).asked == before

    def test_is_possible_while_it_is_not_finished(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.move(owning.acknowledge, escalation_id, IVAN)
        world.move(joining.join, escalation_id, PIA, words="Mine fails, too")
        world.move(answering.withdraw, escalation_id, MAYA, why=None)
        with pytest.raises(TooLate):
            world.move(joining.join, escalation_id, "U0NEW", words="Mine fails, too")

    def test_is_not_for_those_who_may_not_know_of_it(self, world: World) -> None:
        escalation_id = world.raise_one(is_private=True)
        with pytest.raises(NotTheirs):
            world.move(joining.join, escalation_id, PIA, words="Mine fails, too")
        assert PIA not in world.get(escalation_id).audience()


class TestFollow:
    def test_says_since_when(self, world: World) -> None:
        escalation_id, began = world.raise_one(), world.clock()
        for _again in range(2):
            world.move(joining.follow, escalation_id, PIA)
            world.clock.advance(minutes=5)
        pia = mine(world, escalation_id)
        assert (pia.followed_at, pia.muted_at) == (began, None)

    def test_is_not_for_those_who_may_not_know_of_it(self, world: World) -> None:
        escalation_id = world.raise_one(is_private=True)
        with pytest.raises(Refused, match="ESC-1 is private"):
            world.move(joining.follow, escalation_id, PIA)


class TestMute:
    def test_ends_what_somebody_followed_and_says_since_when(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.move(joining.follow, escalation_id, PIA)
        world.clock.advance(minutes=5)
        muted_at = world.clock()
        for _again in range(2):
            world.move(joining.mute, escalation_id, PIA)
            world.clock.advance(minutes=5)
        pia = mine(world, escalation_id)
        assert (pia.followed_at, pia.muted_at) == (None, muted_at)

    def test_lets_those_be_asked_all_the_same(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.move(joining.mute, escalation_id, IVAN)
        ivan = mine(world, escalation_id, IVAN)
        assert (ivan.muted_at, ivan.asked_at) == (world.clock(), world.clock())

    def test_ends_when_they_follow_it_again(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.move(joining.mute, escalation_id, PIA)
        world.move(joining.follow, escalation_id, PIA)
        pia = mine(world, escalation_id)
        assert (pia.followed_at, pia.muted_at) == (world.clock(), None)
