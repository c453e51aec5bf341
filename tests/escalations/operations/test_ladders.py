"""Ladders, on both databases: each change is a new one, and what is open may climb it too."""

from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.escalations.jobs import acting as jobs
from bot.escalations.models import Ladder
from bot.escalations.operations import answering, ladders, owning
from bot.escalations.operations.ladders import ChangedMeanwhile
from bot.escalations.rules import DEFAULT, Level, Move, State, Urgency, Who
from bot.escalations.rules import ladders as rules
from bot.teams import queries as team_queries
from tests.crowd import at_once
from tests.escalations.world import IVAN, MAYA, SOFIA, World

WITHIN = dict.fromkeys(Urgency, timedelta(hours=2))
ONE = rules.Ladder((Level((Who.LEADS,), (), WITHIN),))
LONG = rules.Ladder((*DEFAULT.levels, Level((), ("U0HANA",), WITHIN)))


def change(
    world: World, ladder: rules.Ladder = ONE, *, seen: int = 1, apply: bool = False, by: str = IVAN
) -> Ladder:
    """Let somebody change the ladder of the two teams."""
    with world.transaction() as session:
        marketing, it = team_queries.list_teams(session, world.workspace_id)
        pair = (it, marketing)
        ladders.get_ladder(session, world.workspace_id, pair, now=world.clock())
        return ladders.change(
            session,
            world.workspace_id,
            pair,
            ladder,
            seen=seen,
            apply=apply,
            by=by,
            now=world.clock(),
        )


def sweep(world: World) -> None:
    jobs.apply_ladders(transaction=world.transaction, now=world.clock())


def card(world: World, escalation_id: int) -> None:
    """Let it have its card, as after a raise."""
    world.deliver(escalation_id, at=world.clock())


class TestChange:
    def test_is_for_what_is_raised_afterwards(self, world: World) -> None:
        before = world.raise_one()
        made = change(world)
        after = world.raise_one()
        assert (made.version, made.created_by, made.created_at) == (2, IVAN, world.clock())
        assert world.get(before).ladder.rule == DEFAULT
        assert world.get(after).ladder.rule == ONE
        assert world.get(after).due_at == world.clock() + timedelta(hours=2)

    @pytest.mark.parametrize("by", [MAYA, IVAN, SOFIA])
    def test_is_for_leads_and_sponsors(self, world: World, by: str) -> None:
        assert change(world, by=by).created_by == by

    def test_is_for_nobody_else(self, world: World) -> None:
        with pytest.raises(Refused):
            change(world, by="U0PIA")

    def test_tells_who_comes_second(self, world: World) -> None:
        change(world, by=MAYA)
        with pytest.raises(ChangedMeanwhile, match="Somebody has changed this ladder meanwhile"):
            change(world, LONG, by=IVAN)
        assert change(world, LONG, seen=2, by=IVAN).version == 3

    def test_has_one_winner_of_many_at_once(self, world: World) -> None:
        change(world)
        results = at_once([lambda: change(world, LONG, seen=2)] * 8)
        assert sum(isinstance(each, Ladder) for each in results) == 1
        assert sum(isinstance(each, ChangedMeanwhile) for each in results) == 7


class TestApply:
    def test_keeps_the_place_and_works_the_time_out_again(self, world: World) -> None:
        escalation_id = world.raise_one()
        card(world, escalation_id)
        world.clock.advance(minutes=10)
        change(world, apply=True)
        sweep(world)
        escalation = world.get(escalation_id)
        assert (escalation.ladder.rule, escalation.level) == (ONE, 0)
        assert escalation.due_at == escalation.raised_at + timedelta(hours=2)
        event = world.history(escalation_id)[-1]
        assert (event.move, event.by) == (Move.CHANGE_LADDER, IVAN)

    def test_leaves_nobody_at_a_level_that_is_gone(self, world: World) -> None:
        escalation_id = world.raise_one(by="U0ANA")
        card(world, escalation_id)
        world.until_due(escalation_id)
        world.tick(escalation_id)
        assert world.get(escalation_id).level == 1
        world.deliver(escalation_id, at=world.clock())
        change(world, apply=True)
        sweep(world)
        escalation = world.get(escalation_id)
        assert (escalation.level, escalation.ladder.rule.last) == (1, 1)
        world.until_due(escalation_id)
        world.tick(escalation_id)
        assert world.get(escalation_id).asked == [SOFIA]

    def test_makes_what_is_late_by_it_due_now(self, world: World) -> None:
        escalation_id = world.raise_one(Urgency.LOW)
        card(world, escalation_id)
        world.clock.advance(hours=5)
        change(world, apply=True)
        sweep(world)
        assert world.get(escalation_id).due_at == world.clock()

    def test_moves_what_is_owned_and_leaves_what_has_ended(self, world: World) -> None:
        owned, ended = world.raise_one(), world.raise_one()
        for each in (owned, ended):
            card(world, each)
        world.move(owning.acknowledge, owned, IVAN)
        world.move(answering.withdraw, ended, MAYA, why=None)
        due_at = world.get(owned).due_at
        change(world, apply=True)
        sweep(world)
        assert (world.get(owned).ladder.rule, world.get(owned).due_at) == (ONE, due_at)
        assert world.get(owned).state is State.ACKNOWLEDGED
        assert world.get(ended).ladder.rule == DEFAULT

    def test_goes_on_in_batches_until_all_are_done(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(jobs, "BATCH", 2)
        ids = [world.raise_one() for _ in range(5)]
        for each in ids:
            card(world, each)
        change(world, apply=True)
        for _turn in range(3):
            sweep(world)
        assert {world.get(each).ladder.version for each in ids} == {2}
        assert jobs.apply_ladders(transaction=world.transaction, now=world.clock()) is None
        assert [len(world.history(each)) for each in ids] == [2] * 5
