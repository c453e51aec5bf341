"""Finding one initiative, and what its card shows."""

import pytest

from bot.errors import NotFound
from bot.roadmap import queries
from tests.roadmap import world as worlds
from tests.roadmap.world import BO, World


class TestGetInitiative:
    def test_comes_with_its_owners_and_their_teams_people(self, world: World) -> None:
        initiative = world.get(world.add())
        assert initiative.owner_ids == [worlds.MAYA, BO]
        assert initiative.leads == [worlds.MAYA, worlds.IVAN, BO]
        assert initiative.sponsors == [worlds.SOFIA]

    def test_says_so_when_there_is_none(self, world: World) -> None:
        with pytest.raises(NotFound, match=r"^I can't find this initiative any more\. Type `/road"):
            world.get(4711)


class TestFindByNumber:
    def test_finds_those_of_this_workspace(self, world: World) -> None:
        other = worlds.build(world.transaction, world.clock, slack_id="T0OTHER")
        other.add()
        with world.transaction() as session:
            assert not queries.find_by_number(session, workspace_id=world.workspace_id, number=1)
            found = queries.find_by_number(session, workspace_id=other.workspace_id, number=1)
        assert found
        assert found.name == "INI-1"


class TestGetSheet:
    def test_has_the_newest_links_and_how_many_there_are(self, world: World) -> None:
        initiative_id = world.add()
        for number in range(12):
            world.link(initiative_id, f"ESC-{number}")
        initiative = world.get(initiative_id)
        with world.transaction() as session:
            sheet = queries.get_sheet(session, initiative)
        assert [link.name for link in sheet.links] == [f"ESC-{n}" for n in range(11, 1, -1)]
        assert sheet.linked == 12

    def test_knows_who_has_left(self, world: World) -> None:
        initiative = world.get(world.add())
        world.know(BO, "Bo", has_left=True)
        world.know(worlds.MAYA, "Maya")
        with world.transaction() as session:
            sheet = queries.get_sheet(session, initiative)
        assert sheet.gone == {BO}


class TestListChanges:
    def test_has_what_came_after_a_version(self, world: World) -> None:
        initiative_id = world.add()
        world.change(initiative_id, title="The shop")
        world.change(initiative_id, version=2, why="Because")
        initiative = world.get(initiative_id)
        with world.transaction() as session:
            found = [
                [each.field for each in queries.list_changes(session, initiative, since=version)]
                for version in range(4)
            ]
        assert found == [["stage", "title", "why"], ["title", "why"], ["why"], []]
