"""Hints in a channel that gets another id, or ends: who switched what, and which were given."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.decisions.models import Hint, HintChannel
from bot.decisions.operations import hinting
from tests.decisions.world import ANA, IVAN, MAYA, World

OLD, NEW, OTHER = "C0OLD", "C0NEW", "C0OTHER"


def switch(world: World, channel_id: str, by: str = MAYA) -> None:
    with world.transaction() as session:
        hinting.switch_on(session, world.workspace_id, channel_id, by=by, now=world.clock())


def give(world: World, channel_id: str, decision_id: int) -> int | None:
    with world.transaction() as session:
        return hinting.take_turn(
            session, world.workspace_id, channel_id, decision_id, now=world.clock()
        )


def refuse(world: World, hint_id: int | None) -> None:
    assert hint_id
    with world.transaction() as session:
        hinting.refuse(session, world.workspace_id, hint_id, by=ANA, now=world.clock())


def move(world: World, workspace_id: int | None = None) -> None:
    with world.transaction() as session:
        hinting.move(session, workspace_id or world.workspace_id, OLD, NEW)


def switched(world: World) -> list[tuple[str, str]]:
    """Return where hints are on, and who did that."""
    with world.transaction() as session:
        found = session.scalars(select(HintChannel).where(HintChannel.off_at.is_(None)))
        return sorted((each.channel_id, each.on_by) for each in found)


def places(world: World) -> list[str]:
    """Return the channel of each hint, the oldest first."""
    with world.transaction() as session:
        return list(session.scalars(select(Hint.channel_id).order_by(Hint.id)))


class TestMove:
    @pytest.mark.parametrize("times", [1, 2])
    def test_takes_everything_along_once(self, world: World, times: int) -> None:
        first, second = world.propose(), world.propose()
        for channel_id in (OLD, OTHER):
            switch(world, channel_id)
            given = give(world, channel_id, first)
        refuse(world, give(world, OLD, second))
        for _time in range(times):
            move(world)
        assert switched(world) == [(NEW, MAYA), (OTHER, MAYA)]
        assert places(world) == [NEW, OTHER, NEW]
        assert given
        assert give(world, NEW, first) is None
        world.clock.advance(days=7)
        assert give(world, NEW, first)
        assert give(world, NEW, second) is None

    def test_keeps_what_is_newer_under_the_new_id(self, world: World) -> None:
        decision_id = world.propose()
        switch(world, OLD)
        give(world, OLD, decision_id)
        world.clock.advance(days=6)
        switch(world, NEW, by=IVAN)
        give(world, NEW, decision_id)
        world.clock.advance(days=2)
        move(world)
        assert switched(world) == [(NEW, IVAN)]
        assert places(world) == [NEW]
        assert give(world, NEW, decision_id) is None

    @pytest.mark.parametrize("refused_in", [OLD, NEW])
    def test_keeps_what_nobody_wants_under_either_id(self, world: World, refused_in: str) -> None:
        decision_id = world.propose()
        for channel_id in (OLD, NEW):
            hint_id = give(world, channel_id, decision_id)
            if channel_id == refused_in:
                refuse(world, hint_id)
        move(world)
        world.clock.advance(days=8)
        assert places(world) == [NEW]
        assert give(world, NEW, decision_id) is None

    def test_moves_nothing_of_another_workspace(self, world: World) -> None:
        switch(world, OLD)
        give(world, OLD, world.propose())
        move(world, world.workspace_id + 1)
        assert (switched(world), places(world)) == ([(OLD, MAYA)], [OLD])


class TestEnd:
    @pytest.mark.parametrize(("minutes", "is_over"), [(-1, False), (0, True), (1, True)])
    def test_ends_what_was_switched_on_before(
        self, world: World, minutes: int, is_over: bool
    ) -> None:
        for channel_id in (OLD, OTHER):
            switch(world, channel_id)
        said_at = world.clock() + timedelta(minutes=minutes)
        with world.transaction() as session:
            hinting.end(session, world.workspace_id, OLD, said_at=said_at)
        on = [(OTHER, MAYA)] if is_over else [(OLD, MAYA), (OTHER, MAYA)]
        assert switched(world) == on

    def test_keeps_who_switched_them_off(self, world: World) -> None:
        switch(world, OLD)
        with world.transaction() as session:
            hinting.switch_off(session, world.workspace_id, OLD, by=IVAN, now=world.clock())
            hinting.end(session, world.workspace_id, OLD, said_at=world.clock())
            assert session.scalars(select(HintChannel.off_by)).all() == [IVAN]
