"""The order in which people are shown initiatives, on both databases."""

from datetime import date, timedelta
from itertools import product

from bot.roadmap import queries, rules
from bot.roadmap.models import Initiative
from bot.roadmap.rules import CLOSED, Stage
from tests.roadmap import world as worlds
from tests.roadmap.world import BO, IVAN, MAYA, STRANGER, World

DAY = date(2026, 12, 4)


def add_all_kinds(world: World) -> None:
    """Add one of each stage, of Bo and of Ivan, and with an early and a late target date."""
    for stage, owner, days in product(Stage, (BO, IVAN), (7, 0)):
        target = (DAY + timedelta(days=days)).isoformat()
        world.add(stage=stage.value, target_on=target, **{f"owner:{world.it}": owner})


def listed(initiative: Initiative, user_id: str) -> tuple[int, int, int, int]:
    """Return where the list has it: my own by date alone, others by stage; the past backwards."""
    is_mine = user_id in initiative.owner_ids
    place = rules.listed_before(initiative.stage, is_mine=is_mine)
    day = initiative.target_on.toordinal()
    return place, -day if initiative.stage in CLOSED else day, initiative.number, 0


class TestListFor:
    def test_has_mine_first_then_by_stage_and_date(self, world: World) -> None:
        add_all_kinds(world)
        with world.transaction() as session:
            found = queries.list_for(
                session, workspace_id=world.workspace_id, user_id=BO, offset=0, limit=100
            )
            assert len(found) == 24
            assert list(found) == sorted(found, key=lambda each: listed(each, BO))
            assert {BO in each.owner_ids for each in found[:8]} == {True}

    def test_comes_in_parts_that_make_the_whole(self, world: World) -> None:
        add_all_kinds(world)
        with world.transaction() as session:

            def part(offset: int, limit: int) -> list[int]:
                found = queries.list_for(
                    session,
                    workspace_id=world.workspace_id,
                    user_id=BO,
                    offset=offset,
                    limit=limit,
                )
                return [each.number for each in found]

            parts = [number for offset in range(0, 30, 7) for number in part(offset, 7)]
            assert parts == part(0, 100)

    def test_has_those_of_this_workspace(self, world: World) -> None:
        worlds.build(world.transaction, world.clock, slack_id="T0OTHER").add()
        with world.transaction() as session:
            assert queries.count(session, workspace_id=world.workspace_id) == 0
            assert not queries.list_for(
                session, workspace_id=world.workspace_id, user_id=BO, offset=0, limit=9
            )


class TestListNamed:
    def test_finds_a_part_of_a_name_in_any_case(self, world: World) -> None:
        world.add(title="Étude für die Straße")
        world.add(title="100% done_by_May")
        with world.transaction() as session:

            def find(part: str) -> list[str]:
                found = queries.list_named(
                    session, workspace_id=world.workspace_id, part=part, limit=9
                )
                return [each.name for each in found]

            assert find("éTUDE") == find("STRASSE") == ["INI-1"]
            assert find("100%") == find("done_by") == ["INI-2"]
            assert find("d") == ["INI-1", "INI-2"]
            assert find("%") == find("_") == ["INI-2"]
            assert find("nothing") == []

    def test_stops_at_the_limit(self, world: World) -> None:
        for _each in range(3):
            world.add()
        with world.transaction() as session:
            assert (
                len(
                    queries.list_named(
                        session, workspace_id=world.workspace_id, part="web", limit=2
                    )
                )
                == 2
            )


class TestListOpen:
    def test_has_what_is_not_closed_the_channels_own_first(self, world: World) -> None:
        for stage in Stage:
            world.add(title=stage.value, stage=stage.value)
        world.add(title="here", stage="candidate", channel_id="C0IT0000003")
        with world.transaction() as session:
            plain = queries.list_open(session, world.workspace_id, 100)
            here = queries.list_open(session, world.workspace_id, 2, channel_id="C0IT0000003")
        assert [each.title for each in plain] == [
            "active",
            "planned",
            "paused",
            "candidate",
            "here",
        ]
        assert [each.title for each in here] == ["here", "active"]


class TestListOwned:
    def test_has_somebodys_own_that_are_not_closed_the_soonest_first(self, world: World) -> None:
        add_all_kinds(world)
        with world.transaction() as session:
            found = queries.list_owned(session, world.workspace_id, IVAN, 100)
            assert len(found) == 8
            assert [each.target_on for each in found] == sorted(each.target_on for each in found)
            assert not any(each.stage in CLOSED for each in found)
            assert len(queries.list_owned(session, world.workspace_id, MAYA, 5)) == 5
            assert queries.list_owned(session, world.workspace_id, STRANGER, 5) == []
