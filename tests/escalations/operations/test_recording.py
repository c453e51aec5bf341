"""What is written down of a move, on both databases: all of it together makes the escalation."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.escalations.models import Escalation, standing
from bot.escalations.operations import answering, giving, joining, leaving, owning
from bot.escalations.queries import due
from bot.escalations.rules import AnswerKind, Move, State
from bot.escalations.rules.advice import Call
from bot.teams import queries as team_queries
from tests.escalations.moments import HOUR, taken, tick_when_due
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

REPAIRED: dict[str, Any] = {"text": "Repaired", "kind": AnswerKind.UNBLOCKED}
QUESTION: dict[str, Any] = {"question": "Which export?"}

Step = Callable[[World, int], object]


def replayed(world: World, escalation_id: int) -> dict[str, Any]:
    """Return what the events make of an escalation, one after the other."""
    found: dict[str, Any] = {}
    for event in world.history(escalation_id):
        found |= event.changed
    return found


def does(operation: Callable[..., Escalation], by: str, **more: Any) -> Step:
    """Return the step in which somebody does something."""
    return lambda world, escalation_id: world.move(operation, escalation_id, by, **more)


def clock(world: World, escalation_id: int) -> Move:
    """Let time pass until the clock does something."""
    return tick_when_due(world, escalation_id)


def snooze(world: World, escalation_id: int) -> None:
    until = world.clock() + HOUR
    world.move(owning.snooze, escalation_id, IVAN, until=until, why="Closed")


def promise(world: World, escalation_id: int) -> None:
    world.move(owning.promise, escalation_id, IVAN, until=world.clock() + 3 * HOUR)


def redirect(world: World, escalation_id: int) -> None:
    with world.transaction() as session:
        marketing, _it = team_queries.list_teams(session, world.workspace_id)
    world.move(giving.redirect, escalation_id, IVAN, to=marketing, why=None)


def lose_owner(world: World, _escalation_id: int) -> None:
    world.leave(IVAN)
    with world.transaction() as session:
        leaving.release(session, due.lock_left_by_owners(session, limit=9), now=world.clock())


def lose_asker(world: World, _escalation_id: int) -> None:
    world.leave(MAYA)
    with world.transaction() as session:
        leaving.inherit(session, due.lock_left_by_askers(session, limit=9), now=world.clock())


def postpone(world: World, escalation_id: int) -> None:
    world.until_due(escalation_id)
    assert world.tick(escalation_id, delivered_at=world.clock()) is Move.POSTPONE


ACKNOWLEDGE = does(owning.acknowledge, IVAN)
ANSWER = does(answering.answer, BO, **REPAIRED)
HISTORIES: dict[Move, list[Step]] = {
    Move.JOIN: [does(joining.join, "U0PIA", words="Mine, too")],
    Move.ACKNOWLEDGE: [ACKNOWLEDGE],
    Move.PROMISE: [ACKNOWLEDGE, promise],
    Move.HAND_OVER: [does(giving.hand_over, IVAN, to=BO, restart=False, why=None)],
    Move.REDIRECT: [ACKNOWLEDGE, redirect],
    Move.SNOOZE: [ACKNOWLEDGE, snooze],
    Move.ASK_BACK: [ACKNOWLEDGE, does(owning.ask_back, IVAN, **QUESTION)],
    Move.REPLY: [
        ACKNOWLEDGE,
        does(owning.ask_back, IVAN, **QUESTION),
        does(owning.reply, MAYA, text="All"),
    ],
    Move.ANSWER: [ANSWER],
    Move.ACCEPT: [ANSWER, does(answering.accept, MAYA)],
    Move.REOPEN: [ANSWER, does(answering.reopen, MAYA, why="It fails again")],
    Move.WITHDRAW: [ACKNOWLEDGE, does(answering.withdraw, MAYA, why="It works again")],
    Move.JUMP: [ACKNOWLEDGE, does(answering.jump, IVAN, level=2, why="It burns")],
    Move.ADVANCE: [clock],
    Move.REMIND: [ACKNOWLEDGE, clock, clock],
    Move.POSTPONE: [postpone],
    Move.WAKE: [ACKNOWLEDGE, snooze, clock],
    Move.RELEASE: [ACKNOWLEDGE, lose_owner],
    Move.INHERIT: [ANSWER, lose_asker],
}
"""How each move comes about, but for the first, and for the one of all ladders at once."""


class TestRecording:
    def test_is_asked_of_every_move(self) -> None:
        assert HISTORIES.keys() == set(Move) - {Move.RAISE, Move.CHANGE_LADDER}

    @pytest.mark.parametrize(("move", "steps"), HISTORIES.items(), ids=list(HISTORIES))
    def test_makes_the_escalation_as_it_is(
        self, world: World, move: Move, steps: list[Step]
    ) -> None:
        escalation_id = world.raise_one()
        for step in steps:
            world.clock.advance(minutes=1)
            step(world, escalation_id)
            # As it is read anew, not as it was when it was written down.
            assert replayed(world, escalation_id) == standing(world.get(escalation_id))
        event = world.history(escalation_id)[-1]
        assert (event.move, event.at, event.level) == (
            move,
            world.clock(),
            world.get(escalation_id).level,
        )

    def test_makes_one_that_was_private_and_began_higher_up(self, world: World) -> None:
        escalation_id = world.raise_one(call=Call.SPONSORS, is_private=True)
        assert replayed(world, escalation_id) == standing(world.get(escalation_id))

    def test_has_what_each_move_changed_and_nothing_else(self, world: World) -> None:
        escalation_id = taken(world)
        _raised, event = world.history(escalation_id)
        assert event.changed == {
            "state": "acknowledged",
            "due_at": "2026-11-23T10:00:00+00:00",
            "acknowledged_by": IVAN,
            "acknowledged_at": "2026-11-23T09:00:00+00:00",
            "promised_at": "2026-11-23T11:00:00+00:00",
            "first_owned_at": "2026-11-23T09:00:00+00:00",
        }

    def test_has_no_person_where_it_was_the_clock(self, world: World) -> None:
        escalation_id = world.raise_one()
        clock(world, escalation_id)
        event = world.history(escalation_id)[-1]
        assert (event.by, event.why, event.passed) == (None, None, [[1, "same"]])

    def test_has_an_order_though_all_of_a_sweep_is_written_at_once(self, world: World) -> None:
        ids = [world.raise_one(by="U0ANA") for _number in range(5)]
        world.clock.advance(minutes=30)
        for escalation_id in ids:
            world.tick(escalation_id)
        for escalation_id in ids:
            events = world.history(escalation_id)
            assert [each.move for each in events] == [Move.RAISE, Move.ADVANCE]
            assert (events[-1].changed["asked"], events[-1].passed) == ([MAYA], None)

    def test_says_how_far_each_came_after_the_whole_ladder(self, world: World) -> None:
        escalation_id = world.raise_one(by="U0ANA")
        for _level in range(3):
            clock(world, escalation_id)
        assert [each.level for each in world.history(escalation_id)] == [0, 1, 2, 2]
        world.move(answering.answer, escalation_id, SOFIA, **REPAIRED)
        world.clock.advance(minutes=1)
        assert world.get(escalation_id).state is State.ANSWERED
        assert world.clock() - world.get(escalation_id).answered_at == timedelta(minutes=1)  # type: ignore[operator]  # it has been
        assert replayed(world, escalation_id) == standing(world.get(escalation_id))
