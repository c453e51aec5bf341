"""Many who resolve the same at the same moment: one wins, one event is written, and every loser
reads who was faster, and when. On both databases; five hundred in `make faults`.
"""

import re
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import pytest
import sqlalchemy

from bot.errors import InvalidInput
from bot.escalations import jobs, notices, queries
from bot.escalations.blocks.forms import answering as forms
from bot.escalations.listeners import answering, owning
from bot.escalations.models import Escalation
from bot.escalations.operations import answering as operations
from bot.escalations.operations import joining
from bot.escalations.operations.raising import AlreadyOpen
from bot.escalations.rules import AnswerKind, Move, State
from bot.slack.values import Click, Reply, Submission
from tests.crowd import at_once
from tests.escalations.world import IVAN, MAYA, World

SOME, MANY = 4, 500
TOO_LATE = re.compile(r"^Nothing changed: .*<@U\w+> (took|answered|accepted) .*<!date")
Act = Callable[[World, int, str], object]
Record = Callable[[str, object], None]


def acknowledge(world: World, escalation_id: int, by: str) -> Reply:
    click = Click(world.workspace_id, by, None, str(escalation_id))
    return owning.on_acknowledge(click, transaction=world.transaction, clock=world.clock)


def answer(world: World, escalation_id: int, by: str) -> object:
    values: dict[str, Any] = {"answer": {"value": {"value": f"Repaired by {by}"}}}
    sent = Submission(
        world.workspace_id, by, f"V{by}", forms.GIVE_ANSWER, str(escalation_id), values
    )
    try:
        return answering.on_give_answer(sent, transaction=world.transaction, clock=world.clock)
    except InvalidInput as error:
        return Reply(whisper=str(error))


def accept(world: World, escalation_id: int, by: str) -> Reply:
    click = Click(world.workspace_id, MAYA, None, str(escalation_id))
    return answering.on_accept(click, transaction=world.transaction, clock=world.clock)


def sweep(world: World, _escalation_id: int, _by: str) -> Reply:
    jobs.act_on_due(transaction=world.transaction, now=world.clock())
    return Reply(whisper="")


def raised(world: World) -> int:
    """Raise one and announce it; return its id."""
    escalation_id = world.raise_one()
    with world.transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=world.workspace_id, escalation_id=escalation_id
        )
        notices.announce(session, escalation, now=world.clock())
    return escalation_id


def race(world: World, escalation_id: int, acts: list[Act]) -> list[str]:
    """Let all of them act at once; return what the losers read."""
    bound = [
        (lambda act=act, by=f"U{number}": act(world, escalation_id, by))
        for number, act in enumerate(acts)
    ]
    replies = [each for each in at_once(bound) if isinstance(each, Reply)]
    assert len(replies) == len(acts)
    return [reply.whisper for reply in replies if reply.whisper]


def often(some: int, many: int) -> pytest.MarkDecorator:
    """Run a test with few races always, and with many in `make faults`."""
    return pytest.mark.parametrize("number", [some, pytest.param(many, marks=pytest.mark.faults)])


@often(SOME, MANY)
class TestRaces:
    def test_for_a_card_have_one_winner(
        self, world: World, number: int, record_property: Record
    ) -> None:
        chance = Random(number)  # noqa: S311 (no secret)
        record_property("races of 2 to 20", number)
        for _race in range(number):
            escalation_id, crowd = raised(world), chance.randint(2, 20)
            losers = race(world, escalation_id, [acknowledge] * crowd)
            assert len(losers) == crowd - 1
            assert all(map(TOO_LATE.match, losers))
            assert moves(world, escalation_id) == [Move.RAISE, Move.ACKNOWLEDGE]

    def test_for_an_answer_have_one_winner(
        self, world: World, number: int, record_property: Record
    ) -> None:
        chance = Random(number)  # noqa: S311 (no secret)
        record_property("races of 2 to 20", number)
        for _race in range(number):
            escalation_id, crowd = raised(world), chance.randint(2, 20)
            losers = race(world, escalation_id, [answer] * crowd)
            assert len(losers) == crowd - 1
            assert all("Your text was not sent" in said for said in losers)
            assert moves(world, escalation_id) == [Move.RAISE, Move.ANSWER]

    def test_of_a_verdict_with_the_clock_have_one_winner(
        self, world: World, number: int, record_property: Record
    ) -> None:
        record_property("races of 4", number)
        for _race in range(number):
            escalation_id = raised(world)
            world.move(
                operations.answer, escalation_id, IVAN, text="Repaired", kind=AnswerKind.DECIDED
            )
            for _turn in range(2):
                world.until_due(escalation_id)
                if world.get(escalation_id).reminders == 0:
                    world.tick(escalation_id)
            race(world, escalation_id, [accept, sweep, accept, sweep])
            assert world.get(escalation_id).state is State.ACCEPTED
            assert moves(world, escalation_id)[-1:] == [Move.ACCEPT]
            assert moves(world, escalation_id).count(Move.ACCEPT) == 1


class TestJoining:
    """The same problem of several people at the same moment: of a message, or an initiative."""

    @often(20, 1000)
    def test_makes_one_record_of_it(
        self, world: World, number: int, record_property: Record
    ) -> None:
        chance = Random(number)  # noqa: S311 (no secret)
        one_record = 0
        for race in range(number):
            crowd = chance.choice((2, 2, 2, 3, 8))
            results = at_once(
                [partial(raise_or_join, world, race, f"U{by}") for by in range(crowd)]
            )
            assert len({each for each in results if isinstance(each, int)}) == 1, results
            (escalation_id, *_same) = results
            assert isinstance(escalation_id, int)
            assert sorted(moves(world, escalation_id)) == [Move.JOIN] * (crowd - 1) + [Move.RAISE]
            one_record += 1
        with world.transaction() as session:
            found = session.scalar(sqlalchemy.select(sqlalchemy.func.count(Escalation.id)))
        assert found == one_record == number
        record_property("races of 2 to 8 that made one record", f"{one_record} of {number}")


def raise_or_join(world: World, race: int, by: str) -> int:
    """Raise it, or join what somebody else has raised just now; return which it is."""
    try:
        return world.raise_one(origin=f"message:C1:{race}", by=by)
    except AlreadyOpen as error:
        world.move(joining.join, error.escalation_id, by, words="Here, too")
        return error.escalation_id


def moves(world: World, escalation_id: int) -> list[Move]:
    return [event.move for event in world.history(escalation_id)]
