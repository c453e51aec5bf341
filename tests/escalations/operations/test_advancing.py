"""What the clock does to an escalation, on both databases."""

from datetime import datetime, timedelta

import pytest

from bot.escalations import queries
from bot.escalations.operations import moving
from bot.escalations.rules import Level, Move, State, Urgency
from tests.escalations.world import World


def advance(world: World, escalation_id: int, *, delivered_at: datetime) -> bool:
    """Let the clock look at it now."""
    with world.transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=world.workspace_id, escalation_id=escalation_id, lock=True
        )
        return bool(moving.advance(session, [(escalation, delivered_at)], now=world.clock()))


class TestAdvance:
    def test_asks_the_next_level_when_it_is_due(self, world: World) -> None:
        escalation_id, raised_at = world.raise_one(), world.clock()
        world.clock.advance(minutes=30)
        assert advance(world, escalation_id, delivered_at=raised_at)
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level) == (State.OPEN, Level.BOTH_LEADS)
        assert escalation.due_at == world.clock() + timedelta(minutes=30)
        assert escalation.notice_key.startswith("ESC-1:notice:")

    def test_is_written_down_as_the_clocks_move(self, world: World) -> None:
        escalation_id, raised_at = world.raise_one(), world.clock()
        world.clock.advance(minutes=30)
        advance(world, escalation_id, delivered_at=raised_at)
        _raised, event = world.history(escalation_id)
        assert (event.move, event.level, event.by) == (Move.ADVANCE, Level.BOTH_LEADS, None)
        assert event.at == world.clock()

    def test_does_it_once_when_called_twice(self, world: World) -> None:
        escalation_id, raised_at = world.raise_one(), world.clock()
        world.clock.advance(minutes=30)
        assert advance(world, escalation_id, delivered_at=raised_at)
        assert not advance(world, escalation_id, delivered_at=raised_at)
        assert world.get(escalation_id).level is Level.BOTH_LEADS
        assert len(world.history(escalation_id)) == 2

    def test_waits_until_it_is_due(self, world: World) -> None:
        escalation_id, raised_at = world.raise_one(), world.clock()
        world.clock.advance(minutes=29, seconds=59)
        assert not advance(world, escalation_id, delivered_at=raised_at)
        assert len(world.history(escalation_id)) == 1

    def test_counts_from_a_late_delivery(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.clock.advance(minutes=20)
        delivered_at = world.clock()
        world.clock.advance(minutes=15)
        assert not advance(world, escalation_id, delivered_at=delivered_at)
        assert world.get(escalation_id).due_at == delivered_at + timedelta(minutes=30)
        world.clock.advance(minutes=15)
        assert advance(world, escalation_id, delivered_at=delivered_at)

    @pytest.mark.parametrize("urgency", Urgency)
    def test_asks_the_sponsors_again_each_day(self, world: World, urgency: Urgency) -> None:
        escalation_id, raised_at = world.raise_one(urgency), world.clock()
        keys = {world.get(escalation_id).notice_key}
        for _time in range(2):
            world.clock.advance(days=1)
            advance(world, escalation_id, delivered_at=raised_at)
            keys.add(world.get(escalation_id).notice_key)
        for _day in range(3):
            assert world.get(escalation_id).level is Level.SPONSORS
            asked_at = world.clock()
            world.clock.advance(hours=23, minutes=59)
            assert not advance(world, escalation_id, delivered_at=asked_at)
            world.clock.advance(minutes=1)
            assert advance(world, escalation_id, delivered_at=asked_at)
            keys.add(world.get(escalation_id).notice_key)
        # Each asking is a notice of its own.
        assert len(keys) == 6
