"""What whoever closes a team is told that it has to do with, on both databases."""

from typing import Any

from bot.escalations.operations import answering
from bot.home.queries import holdings
from bot.ownership.rules.entries import Kind
from bot.roadmap import operations as roadmap
from bot.roadmap.rules import Stage
from bot.teams import queries as team_queries
from bot.teams.rules import Holdings
from tests.decisions.world import World as Decisions
from tests.escalations.machine.deleting import add_an_initiative
from tests.escalations.world import IVAN, MAYA, World
from tests.ownership.world import World as Lists


def counted(world: World) -> list[Holdings]:
    """Return what Marketing and IT have to do with."""
    with world.transaction() as session:
        teams = team_queries.list_teams(session, world.workspace_id)
        return [holdings.count(session, team) for team in teams]


class TestCount:
    def test_counts_what_there_is(self, world: World) -> None:
        lists = Lists(world.transaction, world.clock, world.workspace_id)
        lists.add("Newsletter exports")
        lists.add("Laptops", kind=Kind.SERVICE)
        add_an_initiative(world)
        for _each in range(3):
            world.raise_one()
        assert counted(world) == [
            Holdings(asks=3, initiatives=1),
            Holdings(asked=3, initiatives=1, entries=2),
        ]

    def test_counts_what_is_proposed_by_one_team_or_both(self, world: World) -> None:
        decisions = Decisions(world.transaction, world.clock, world.workspace_id)
        decisions.propose(IVAN)
        decisions.propose(IVAN, joint=True, by=MAYA)
        decisions.propose()
        assert counted(world) == [Holdings(proposals=2), Holdings(proposals=1)]

    def test_counts_nothing_that_is_over(self, world: World) -> None:
        lists = Lists(world.transaction, world.clock, world.workspace_id)
        lists.remove(lists.add("Newsletter exports"))
        initiative = add_an_initiative(world)
        here: dict[str, Any] = {"workspace_id": world.workspace_id, "now": world.clock()}
        with world.transaction() as session:
            roadmap.move_stage(
                session,
                initiative_id=initiative.id,
                seen=Stage.ACTIVE,
                to=Stage.DROPPED,
                by=MAYA,
                **here,
            )
        world.move(answering.withdraw, world.raise_one(), MAYA, why=None)
        assert counted(world) == [Holdings(), Holdings()]
