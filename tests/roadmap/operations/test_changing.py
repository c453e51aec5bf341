"""Changing an initiative, on both databases."""

from datetime import date
from typing import Any

import pytest

from bot.errors import InvalidInput, NotFound
from bot.roadmap import operations
from bot.roadmap.operations import Moved, NotResponsible, Stale
from bot.roadmap.rules import Stage
from tests.roadmap import world as worlds
from tests.roadmap.world import BO, IVAN, MAYA, SOFIA, STRANGER, World


class TestChange:
    def test_makes_it_read_as_given(self, world: World) -> None:
        initiative_id = world.add()
        world.clock.advance(hours=1)
        wished = world.fields(
            title="The shop",
            outcome="Done",
            why="Because",
            target_on="2027-01-31",
            stage="paused",
            channel_id="C0IT0000003",
            **{f"owner:{world.it}": IVAN},
        )
        world.change(initiative_id, by=BO, **wished)
        assert world.read(initiative_id) == wished
        initiative = world.get(initiative_id)
        assert (initiative.version, initiative.changed_by) == (2, BO)
        assert (initiative.created_by, initiative.changed_at) == (MAYA, world.clock())
        assert initiative.target_on == date(2027, 1, 31)

    def test_writes_down_each_field(self, world: World) -> None:
        initiative_id = world.add()
        world.change(initiative_id, by=IVAN, title="The shop", **{f"owner:{world.it}": IVAN})
        rows = [
            (each.version, each.field, each.before, each.after, each.by)
            for each in world.history(initiative_id)[1:]
        ]
        assert rows == [
            (2, "title", "Web shop", "The shop", IVAN),
            (2, f"owner:{world.it}", BO, IVAN, IVAN),
        ]

    def test_finds_it_under_its_new_name(self, world: World) -> None:
        initiative_id = world.add()
        world.change(initiative_id, title="ÉTUDE")
        assert world.get(initiative_id).folded == "étude"

    def test_changes_nothing_when_nothing_differs(self, world: World) -> None:
        initiative_id = world.add()
        world.change(initiative_id, **world.fields())
        assert world.get(initiative_id).version == 1
        assert len(world.history(initiative_id)) == 1

    @pytest.mark.parametrize("by", [MAYA, BO, IVAN, SOFIA])
    def test_is_for_owners_leads_and_sponsors(self, world: World, by: str) -> None:
        initiative_id = world.add()
        world.change(initiative_id, by=by, title="The shop")
        assert world.get(initiative_id).changed_by == by

    def test_is_for_nobody_else(self, world: World) -> None:
        initiative_id = world.add(by=STRANGER)
        with pytest.raises(
            NotResponsible, match=r"^Only the owners of INI-1, and leads and sponsors of their "
        ):
            world.change(initiative_id, by=STRANGER, title="Mine")
        assert world.get(initiative_id).title == "Web shop"

    def test_is_not_for_an_owner_any_more_who_was_replaced(self, world: World) -> None:
        initiative_id = world.add(**{f"owner:{world.it}": STRANGER})
        world.change(initiative_id, **{f"owner:{world.it}": BO})
        with pytest.raises(NotResponsible):
            world.change(initiative_id, version=2, by=STRANGER, title="Mine")

    def test_refuses_what_was_drawn_for_an_older_one(self, world: World) -> None:
        initiative_id = world.add()
        world.change(initiative_id, by=IVAN, title="The shop")
        world.change(initiative_id, by=BO, version=2, title="Our shop", why="Because")
        with world.transaction() as session:
            with pytest.raises(Stale, match=r"^INI-1 was changed meanwhile\.$") as refused:
                operations.change(
                    session,
                    workspace_id=world.workspace_id,
                    initiative_id=initiative_id,
                    version=1,
                    fields={"title": "My shop"},
                    by=MAYA,
                    now=world.clock(),
                )
            stale = refused.value
            assert [(each.field, each.by) for each in stale.changes] == [
                ("title", IVAN),
                ("title", BO),
                ("why", BO),
            ]
        assert world.get(initiative_id).title == "Our shop"

    def test_takes_the_same_form_twice(self, world: World) -> None:
        initiative_id = world.add()
        for _time in range(2):
            world.change(initiative_id, title="The shop")
        assert world.get(initiative_id).version == 2

    def test_keeps_owners_in_two_teams(self, world: World) -> None:
        initiative_id = world.add()
        with pytest.raises(InvalidInput, match=r"at least two teams"):
            world.change(initiative_id, **{f"owner:{world.it}": None})
        assert world.read(initiative_id) == world.fields()

    def test_does_not_mind_an_owner_who_has_left_meanwhile(self, world: World) -> None:
        initiative_id = world.add()
        world.know(BO, "Bo", has_left=True)
        world.change(initiative_id, **world.fields(title="The shop"))
        assert world.get(initiative_id).title == "The shop"

    def test_knows_none_of_another_workspace(self, world: World) -> None:
        initiative_id = world.add()
        other = worlds.build(world.transaction, world.clock, slack_id="T0OTHER")
        with pytest.raises(NotFound, match=r"^I can't find this initiative any more\. Type "):
            other.change(initiative_id, title="Mine")


class TestMoveStage:
    def test_moves_it(self, world: World) -> None:
        initiative_id = world.add()
        world.move(initiative_id, Stage.ACTIVE, Stage.DONE, by=BO)
        assert world.get(initiative_id).stage is Stage.DONE
        newest = world.history(initiative_id)[-1]
        assert (newest.field, newest.before, newest.after, newest.by) == (
            "stage",
            "active",
            "done",
            BO,
        )

    def test_is_not_stopped_by_a_change_of_something_else(self, world: World) -> None:
        initiative_id = world.add()
        world.change(initiative_id, title="The shop")
        world.move(initiative_id, Stage.ACTIVE, Stage.PAUSED)
        assert world.get(initiative_id).version == 3

    def test_tells_the_second_who_was_faster(self, world: World) -> None:
        initiative_id = world.add()
        world.move(initiative_id, Stage.ACTIVE, Stage.PAUSED, by=IVAN)
        with world.transaction() as session:
            with pytest.raises(Moved, match=r"^INI-1 is paused meanwhile\.$") as refused:
                operations.move_stage(
                    session,
                    workspace_id=world.workspace_id,
                    initiative_id=initiative_id,
                    seen=Stage.ACTIVE,
                    to=Stage.DONE,
                    by=MAYA,
                    now=world.clock(),
                )
            move = refused.value.move
            assert (move.by, move.before, move.after) == (IVAN, "active", "paused")

    def test_is_done_once_by_a_double_click(self, world: World) -> None:
        initiative_id = world.add()
        for _time in range(2):
            world.move(initiative_id, Stage.ACTIVE, Stage.PAUSED)
        assert world.get(initiative_id).version == 2

    def test_is_for_the_responsible(self, world: World) -> None:
        initiative_id = world.add()
        with pytest.raises(NotResponsible):
            world.move(initiative_id, Stage.ACTIVE, Stage.DONE, by=STRANGER)


class TestMay:
    @pytest.mark.parametrize(
        ("by", "allowed"), [(MAYA, True), (BO, True), (SOFIA, True), (STRANGER, False)]
    )
    def test_is_what_the_table_says(self, world: World, by: str, allowed: Any) -> None:
        initiative = world.get(world.add())
        assert operations.may(initiative, "roadmap.change", by=by) is allowed
