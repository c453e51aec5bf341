"""Reactions that come twice, late, or in any order come to the same."""

from datetime import datetime, timedelta
from itertools import permutations
from random import Random

import pytest
import sqlalchemy

from bot.people.operations import channels
from bot.people.rules.profiles import Place
from bot.wins.models import Reaction, Win
from bot.wins.operations import reacting, reading
from bot.wins.operations.reacting import Heard
from bot.wins.operations.reading import Said
from bot.wins.rules import State
from bot.wins.rules.reactions import Trouble
from tests.wins.world import IVAN, MAYA, WORDS, World

GENERAL, TS = "C0GENERAL01", "1795424300.000100"


def event(world: World, *, is_put: bool, at: datetime, by: str = MAYA) -> None:
    """Let an event come, and what it means happen."""
    heard = Heard(GENERAL, TS, by, "tada", IVAN, is_put, at)
    with world.transaction() as session:
        reaction = reacting.hear(session, world.workspace_id, heard)
        if reaction is not None:
            reacting.settle(session, reaction, now=world.clock())


def read(world: World) -> Win | Trouble | None:
    """Let the clock read what is due; None if nothing is."""
    with world.transaction() as session:
        session.execute(sqlalchemy.text("DELETE FROM gates"))
        claimed = reading.claim(session, workspace_ids=[world.workspace_id], now=world.clock())
    for asked in claimed:
        with world.transaction() as session:
            reaction = reading.find_asked(session, asked)
            assert reaction
            reaction.due_at = None
            if reaction.win_id is None:
                said = Said(WORDS, WORDS, (IVAN,), ())
                return reading.give(session, reaction, said, now=world.clock())
    return None


def states(world: World) -> list[State]:
    with world.transaction() as session:
        return [win.state for win in session.scalars(sqlalchemy.select(Win))]


@pytest.fixture
def world(world: World) -> World:
    with world.transaction() as session:
        place = Place(GENERAL, "general", is_private=False, is_archived=False)
        channels.record_channels(session, world.workspace_id, [place], now=world.clock())
    return world


class TestHear:
    @pytest.mark.parametrize("order", [*permutations(range(3))])
    def test_comes_to_the_same_in_any_order(self, world: World, order: tuple[int, ...]) -> None:
        began = world.clock()
        story = [(True, 1), (False, 2), (True, 3)]
        for index in (*order, *order):
            is_put, second = story[index]
            event(world, is_put=is_put, at=began + timedelta(seconds=second))
        with world.transaction() as session:
            (reaction,) = session.scalars(sqlalchemy.select(Reaction))
            assert reaction.is_on
        read(world)
        assert states(world) == [State.GIVEN]

    @pytest.mark.parametrize("seed", range(3))
    def test_ends_as_the_last_event_says(self, world: World, seed: int) -> None:
        """Whatever was read in between; and never more than one win."""
        random, began = Random(seed), world.clock()  # noqa: S311 (a story that is told again)
        story = [(random.random() < 0.5, second) for second in range(1, 13)]
        shuffled = [*story, *random.sample(story, 4)]
        random.shuffle(shuffled)
        for is_put, second in shuffled:
            event(world, is_put=is_put, at=began + timedelta(seconds=second))
            if random.random() < 0.5:
                read(world)
        read(world)
        is_on = story[-1][0]
        stands = [each for each in states(world) if each is State.GIVEN]
        assert (len(stands), len(states(world)) <= 1) == (int(is_on), True)


class TestForget:
    def test_keeps_what_is_to_be_read(self, world: World) -> None:
        event(world, is_put=True, at=world.clock())
        world.clock.advance(days=30)
        with world.transaction() as session:
            reacting.forget(session, before=world.clock())
            assert session.scalars(sqlalchemy.select(Reaction)).all()
