"""What people do to an escalation, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.errors import NotFound
from bot.escalations import queries
from bot.escalations.models import Escalation
from bot.escalations.operations import moving
from bot.escalations.operations.moving import NotTheRaiser, TooLate
from bot.escalations.rules import Level, Move, State
from tests.escalations import world as worlds
from tests.escalations.world import BO, IVAN, MAYA, World

Operation = Callable[..., Escalation]

acknowledge: Operation = moving.acknowledge
answer: Operation = partial(moving.answer, text="Repaired")
accept: Operation = moving.accept
reopen: Operation = partial(moving.reopen, why="It fails again")


def move(world: World, operation: Operation, escalation_id: int, by: str) -> Escalation:
    """Do it now, in a transaction of its own."""
    with world.transaction() as session:
        return operation(session, world.workspace_id, escalation_id, by=by, now=world.clock())


class TestAcknowledge:
    def test_makes_the_person_the_owner(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.clock.advance(minutes=3)
        move(world, acknowledge, escalation_id, IVAN)
        escalation = world.get(escalation_id)
        assert escalation.state is State.ACKNOWLEDGED
        assert (escalation.acknowledged_by, escalation.acknowledged_at) == (IVAN, world.clock())

    def test_tells_the_second_what_happened_meanwhile(self, world: World) -> None:
        escalation_id = world.raise_one()
        move(world, acknowledge, escalation_id, IVAN)
        with world.transaction() as session:
            with pytest.raises(TooLate, match=r"^ESC-1 is acknowledged meanwhile\.$") as refused:
                acknowledge(session, world.workspace_id, escalation_id, by=BO, now=world.clock())
            assert refused.value.escalation.acknowledged_by == IVAN
        assert world.get(escalation_id).acknowledged_by == IVAN


class TestAnswer:
    def test_needs_no_owner(self, world: World) -> None:
        escalation_id = world.raise_one()
        move(world, answer, escalation_id, BO)
        escalation = world.get(escalation_id)
        assert escalation.state is State.ANSWERED
        assert (escalation.answer, escalation.answered_by) == ("Repaired", BO)
        assert escalation.answered_at == world.clock()

    def test_refuses_an_answered_escalation(self, world: World) -> None:
        escalation_id = world.raise_one()
        move(world, answer, escalation_id, BO)
        with pytest.raises(TooLate):
            move(world, answer, escalation_id, IVAN)
        assert world.get(escalation_id).answered_by == BO


class TestAccept:
    def test_closes_the_escalation(self, world: World) -> None:
        escalation_id = world.raise_one()
        move(world, answer, escalation_id, IVAN)
        move(world, accept, escalation_id, MAYA)
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.accepted_at) == (State.ACCEPTED, world.clock())

    @pytest.mark.parametrize("verdict", [accept, reopen])
    def test_is_the_raisers_alone(self, world: World, verdict: Operation) -> None:
        escalation_id = world.raise_one()
        move(world, answer, escalation_id, IVAN)
        with pytest.raises(NotTheRaiser, match=r"^Only the person who raised ESC-1 can do that"):
            move(world, verdict, escalation_id, IVAN)
        assert world.get(escalation_id).state is State.ANSWERED


class TestReopen:
    def test_asks_again_where_it_had_got_to(self, world: World) -> None:
        escalation_id, raised_at = world.raise_one(), world.clock()
        world.clock.advance(minutes=30)
        with world.transaction() as session:
            reached = queries.get_escalation(
                session, workspace_id=world.workspace_id, escalation_id=escalation_id
            )
            moving.advance(session, [(reached, raised_at)], now=world.clock())
        before = world.get(escalation_id)
        move(world, acknowledge, escalation_id, IVAN)
        move(world, answer, escalation_id, IVAN)
        world.clock.advance(hours=3)
        move(world, reopen, escalation_id, MAYA)
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level) == (State.OPEN, Level.BOTH_LEADS)
        assert (escalation.acknowledged_by, escalation.acknowledged_at) == (None, None)
        assert (escalation.reopened_at, escalation.reopened_because) == (
            world.clock(),
            "It fails again",
        )
        assert escalation.due_at == world.clock() + timedelta(minutes=30)
        assert escalation.notice_key != before.notice_key


class TestCheck:
    @pytest.mark.parametrize("escalation_id", [0, 4711])
    def test_says_so_when_there_is_no_such_escalation(
        self, world: World, escalation_id: int
    ) -> None:
        with pytest.raises(NotFound, match=r"^I can't find this escalation any more\."):
            move(world, acknowledge, escalation_id, IVAN)

    def test_finds_none_of_another_workspace(self, world: World) -> None:
        escalation_id = world.raise_one()
        elsewhere = worlds.build(world.transaction, world.clock, slack_id="T0ELSEWHERE")
        with pytest.raises(NotFound):
            move(elsewhere, acknowledge, escalation_id, IVAN)
        assert world.get(escalation_id).state is State.OPEN


class TestHistory:
    def test_has_a_line_for_each_move_and_changes_none(self, world: World) -> None:
        escalation_id = world.raise_one()
        steps: list[tuple[Operation, str]] = [
            (acknowledge, IVAN),
            (answer, BO),
            (reopen, MAYA),
            (answer, IVAN),
            (accept, MAYA),
        ]
        known: list[tuple[object, ...]] = []
        for operation, by in steps:
            world.clock.advance(minutes=1)
            move(world, operation, escalation_id, by)
            lines: list[tuple[object, ...]] = [
                (each.id, each.move, each.by, each.at, each.why)
                for each in world.history(escalation_id)
            ]
            assert lines[: len(known)] == known
            known = lines
        assert [line[1:3] + line[4:] for line in known] == [
            (Move.RAISE, MAYA, None),
            (Move.ACKNOWLEDGE, IVAN, None),
            (Move.ANSWER, BO, "Repaired"),
            (Move.REOPEN, MAYA, "It fails again"),
            (Move.ANSWER, IVAN, "Repaired"),
            (Move.ACCEPT, MAYA, None),
        ]

    def test_has_no_line_for_what_was_refused(self, world: World) -> None:
        escalation_id = world.raise_one()
        for operation in (accept, reopen):
            with pytest.raises(TooLate):
                move(world, operation, escalation_id, MAYA)
        assert len(world.history(escalation_id)) == 1
