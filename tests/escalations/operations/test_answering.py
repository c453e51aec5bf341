"""Answering, judging the answer, and what else the asker decides, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import InvalidInput
from bot.escalations.models import Escalation
from bot.escalations.operations import answering, owning
from bot.escalations.operations.checking import NotTheirs, TooLate
from bot.escalations.rules import AnswerKind, Move, State
from bot.escalations.rules.advice import Call
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

DAY = timedelta(days=1)
REPAIRED: dict[str, Any] = {"text": "Repaired", "kind": AnswerKind.UNBLOCKED}
FAILS: dict[str, Any] = {"why": "It fails again"}


def answered(world: World) -> int:
    """Ivan answers one that was raised just now; return its id."""
    escalation_id = world.raise_one()
    world.move(answering.answer, escalation_id, IVAN, **REPAIRED)
    return escalation_id


class TestAnswer:
    def test_needs_no_owner(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.move(answering.answer, escalation_id, BO, **REPAIRED)
        escalation = world.get(escalation_id)
        assert escalation.state is State.ANSWERED
        assert (escalation.answer, escalation.answer_kind) == ("Repaired", AnswerKind.UNBLOCKED)
        assert (escalation.answered_by, escalation.answered_at) == (BO, world.clock())
        assert escalation.first_owned_at == world.clock()

    def test_makes_it_the_askers_turn(self, world: World) -> None:
        # A working day from Monday at nine on.
        assert world.get(answered(world)).due_at == world.clock() + timedelta(hours=8)

    def test_refuses_an_answered_escalation(self, world: World) -> None:
        escalation_id = answered(world)
        with pytest.raises(TooLate):
            world.move(answering.answer, escalation_id, BO, **REPAIRED)
        assert world.get(escalation_id).answered_by == IVAN


class TestAccept:
    def test_closes_the_escalation(self, world: World) -> None:
        escalation_id = answered(world)
        world.move(answering.accept, escalation_id, MAYA)
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.due_at) == (State.ACCEPTED, None)
        assert (escalation.accepted_by, escalation.accepted_at) == (MAYA, world.clock())
        assert escalation.asked == []

    @pytest.mark.parametrize(
        ("verdict", "more"), [(answering.accept, {}), (answering.reopen, FAILS)]
    )
    def test_is_the_askers_alone(
        self, world: World, verdict: Callable[..., Escalation], more: dict[str, str]
    ) -> None:
        escalation_id = answered(world)
        for other in (IVAN, BO, SOFIA):
            with pytest.raises(NotTheirs):
                world.move(verdict, escalation_id, other, **more)
        assert world.get(escalation_id).state is State.ANSWERED


class TestReopen:
    def test_asks_again_where_it_had_got_to(self, world: World) -> None:
        escalation_id = world.raise_one(call=Call.SPONSORS)
        before = world.get(escalation_id)
        world.move(owning.acknowledge, escalation_id, SOFIA)
        world.move(answering.answer, escalation_id, SOFIA, **REPAIRED)
        world.clock.advance(hours=3)
        world.move(answering.reopen, escalation_id, MAYA, **FAILS)
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level, escalation.asked) == (State.OPEN, 2, [SOFIA])
        assert (escalation.acknowledged_by, escalation.acknowledged_at) == (None, None)
        assert (escalation.reopened_at, escalation.reopened_because) == (
            world.clock(),
            "It fails again",
        )
        assert escalation.reopened_times == 1
        assert escalation.due_at == world.clock() + DAY  # eight hours of work, from noon on
        assert escalation.notice_key != before.notice_key


class TestWithdraw:
    @pytest.mark.parametrize("happened", [[], [owning.acknowledge]], ids=["open", "taken"])
    def test_ends_it_at_any_time(
        self, world: World, happened: list[Callable[..., Escalation]]
    ) -> None:
        escalation_id = world.raise_one()
        for operation in happened:
            world.move(operation, escalation_id, IVAN)
        world.move(answering.withdraw, escalation_id, MAYA, why="It works again")
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.due_at) == (State.WITHDRAWN, None)
        assert (escalation.withdrawn_at, escalation.withdrawn_because) == (
            world.clock(),
            "It works again",
        )
        with pytest.raises(TooLate):
            world.move(owning.acknowledge, escalation_id, BO)

    def test_is_the_askers_alone(self, world: World) -> None:
        escalation_id = world.raise_one()
        with pytest.raises(NotTheirs):
            world.move(answering.withdraw, escalation_id, IVAN, why=None)


class TestJump:
    @pytest.mark.parametrize("by", [MAYA, IVAN, SOFIA])
    def test_asks_a_higher_level_at_once(self, world: World, by: str) -> None:
        escalation_id = world.raise_one()
        world.move(owning.acknowledge, escalation_id, BO)
        world.move(answering.jump, escalation_id, by, level=2, why="It burns")
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level, escalation.asked) == (State.OPEN, 2, [SOFIA])
        assert escalation.acknowledged_by is None
        event = world.history(escalation_id)[-1]
        assert (event.move, event.by, event.why) == (Move.JUMP, by, "It burns")

    @pytest.mark.parametrize("level", [-1, 0, 3])
    def test_refuses_a_level_that_is_not_higher(self, world: World, level: int) -> None:
        escalation_id = world.raise_one()
        with pytest.raises(InvalidInput) as refused:
            world.move(answering.jump, escalation_id, MAYA, level=level, why="It burns")
        assert refused.value.field == "level"

    def test_is_too_late_at_the_top(self, world: World) -> None:
        escalation_id = world.raise_one(call=Call.SPONSORS)
        with pytest.raises(TooLate) as refused:
            world.move(answering.jump, escalation_id, MAYA, level=2, why="It burns")
        assert str(refused.value) == "ESC-1 is with the sponsors, and nobody is above them."

    def test_passes_over_a_level_that_has_just_been_asked(self, world: World) -> None:
        """Of both teams' leads, two are asked already, and the third asks."""
        escalation_id = world.raise_one()
        world.move(answering.jump, escalation_id, MAYA, level=1, why="It burns")
        assert world.get(escalation_id).asked == [SOFIA]
        assert world.history(escalation_id)[-1].passed == [[1, "same"]]

    def test_is_not_for_colleagues(self, world: World) -> None:
        escalation_id = world.raise_one()
        with pytest.raises(NotTheirs):
            world.move(answering.jump, escalation_id, "U0PIA", level=2, why="It burns")


class TestHistory:
    def test_has_a_line_for_each_move_and_changes_none(self, world: World) -> None:
        escalation_id = world.raise_one()
        steps: list[tuple[Callable[..., Escalation], str, dict[str, Any]]] = [
            (owning.acknowledge, IVAN, {}),
            (answering.answer, BO, REPAIRED),
            (answering.reopen, MAYA, FAILS),
            (answering.answer, IVAN, REPAIRED),
            (answering.accept, MAYA, {}),
        ]
        known: list[tuple[object, ...]] = []
        for operation, by, more in steps:
            world.clock.advance(minutes=1)
            world.move(operation, escalation_id, by, **more)
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
        with pytest.raises(TooLate):
            world.move(answering.accept, escalation_id, MAYA)
        with pytest.raises(TooLate):
            world.move(answering.reopen, escalation_id, MAYA, **FAILS)
        assert len(world.history(escalation_id)) == 1
