"""Adding, changing and removing: who may, what is written down, and who was too late."""

from typing import Any

import pytest

from bot.errors import InvalidInput
from bot.ownership.operations.editing import AlreadyAdded, Stale
from bot.ownership.operations.permitting import Gone, MayNot
from bot.ownership.rules.entries import RECONFIRM_EVERY, Kind, Part
from bot.people.rules import Standing
from tests.ownership.world import ANA, BO, IT, IVAN, MARKETING, MAYA, SOFIA, World


class TestAdd:
    def test_writes_down_who_has_which_part(self, world: World) -> None:
        entry = world.get(world.add(consulted=(MAYA, MAYA), informed=(ANA, SOFIA)))
        assert (entry.name, entry.team.name, entry.accountable) == ("Newsletter exports", IT, IVAN)
        assert entry.people_of(Part.RESPONSIBLE) == (BO,)
        assert entry.people_of(Part.CONSULTED) == (MAYA,)
        assert entry.people_of(Part.INFORMED) == (ANA, SOFIA)
        assert (entry.version, entry.created_by, entry.changed_by) == (1, IVAN, IVAN)
        assert entry.confirmed_at == world.clock()
        assert entry.due_at == world.clock() + RECONFIRM_EVERY

    def test_asks_nobody_to_confirm_a_service(self, world: World) -> None:
        entry = world.get(world.add(kind=Kind.SERVICE))
        assert (entry.confirmed_at, entry.due_at, entry.accountable) == (None, None, "")

    def test_takes_a_form_once(self, world: World) -> None:
        world.add(view_id="V1")
        with pytest.raises(AlreadyAdded):
            world.add(view_id="V1")

    @pytest.mark.parametrize("kind", Kind)
    @pytest.mark.parametrize("by", [IVAN, BO, SOFIA])
    def test_is_for_those_of_the_team(self, world: World, kind: Kind, by: str) -> None:
        world.add(kind=kind, by=by)

    @pytest.mark.parametrize("by", [MAYA, ANA])
    def test_is_for_nobody_else(self, world: World, by: str) -> None:
        with pytest.raises(MayNot) as refused:
            world.add(by=by)
        assert refused.value.permitted == [IVAN, BO, SOFIA]

    def test_refuses_a_team_that_is_gone(self, world: World) -> None:
        with pytest.raises(InvalidInput, match="This team is gone") as refused:
            world.add(team_id=999)
        assert refused.value.field == "team_id"

    @pytest.mark.parametrize("field", ["accountable", "responsible", "consulted", "informed"])
    def test_refuses_people_who_have_left(self, world: World, field: str) -> None:
        world.know(ANA, left=True)
        with pytest.raises(InvalidInput, match="has left the company") as refused:
            world.add(**{field: ANA if field == "accountable" else (ANA,)})
        assert refused.value.field == field

    @pytest.mark.parametrize("standing", [Standing.GUEST, Standing.BOT, Standing.STRANGER])
    @pytest.mark.parametrize("field", ["accountable", "responsible"])
    def test_lets_only_colleagues_answer(
        self, world: World, field: str, standing: Standing
    ) -> None:
        world.know(ANA, standing=standing)
        with pytest.raises(InvalidInput, match="Choose a colleague") as refused:
            world.add(**{field: ANA if field == "accountable" else (ANA,)})
        assert refused.value.field == field

    def test_informs_guests_too(self, world: World) -> None:
        world.know(ANA, standing=Standing.GUEST)
        assert world.get(world.add(informed=(ANA,))).people_of(Part.INFORMED) == (ANA,)


class TestChange:
    @pytest.mark.parametrize(
        ("changes", "history"),
        [
            ({"name": "Exports"}, ("name", "Newsletter exports", "Exports")),
            ({"about": "All"}, ("about", "", "All")),
            ({"accountable": BO}, ("accountable", IVAN, BO)),
            ({"responsible": (IVAN, ANA)}, ("responsible", BO, f"{IVAN} {ANA}")),
            ({"informed": (MAYA,)}, ("informed", "", MAYA)),
        ],
    )
    def test_writes_down_who_changed_what(
        self, world: World, changes: dict[str, Any], history: tuple[str, str, str]
    ) -> None:
        entry_id = world.add()
        world.clock.advance(hours=1)
        world.change(entry_id, by=SOFIA, **changes)
        entry = world.get(entry_id)
        assert (entry.version, entry.changed_by, entry.changed_at) == (2, SOFIA, world.clock())
        assert world.history(entry_id) == [(2, *history, SOFIA)]
        (field, value), *_ = changes.items()
        assert getattr(entry.details, field) == value

    def test_writes_nothing_if_nothing_changed(self, world: World) -> None:
        entry_id = world.add(responsible=(BO, IVAN))
        assert world.change(entry_id, responsible=(IVAN, BO)).version == 1
        assert world.history(entry_id) == []

    @pytest.mark.parametrize("by", [IVAN, BO, SOFIA, ANA])
    def test_is_for_those_of_the_team_and_the_accountable(self, world: World, by: str) -> None:
        entry_id = world.add(accountable=ANA)
        assert world.change(entry_id, by=by, name="Exports").name == "Exports"

    def test_is_not_for_those_who_do_it(self, world: World) -> None:
        entry_id = world.add(responsible=(ANA,))
        with pytest.raises(MayNot) as refused:
            world.change(entry_id, by=ANA, name="Mine")
        assert refused.value.permitted == [IVAN, BO, SOFIA]

    def test_names_the_accountable_person_among_those_who_may(self, world: World) -> None:
        with pytest.raises(MayNot) as refused:
            world.change(world.add(accountable=ANA), by=MAYA, name="Mine")
        assert refused.value.permitted == [IVAN, BO, SOFIA, ANA]

    def test_of_a_service_is_for_those_of_the_team(self, world: World) -> None:
        entry_id = world.add(kind=Kind.SERVICE)
        assert world.change(entry_id, by=BO, name="Computers").name == "Computers"
        with pytest.raises(MayNot):
            world.change(entry_id, version=2, by=MAYA, name="Mine")

    def test_moves_it_to_a_team_whose_list_one_keeps(self, world: World) -> None:
        entry_id = world.add()
        marketing = world.team_id(MARKETING)
        with pytest.raises(MayNot) as refused:
            world.change(entry_id, by=IVAN, team_id=marketing)
        assert refused.value.permitted == [MAYA, SOFIA]
        moved = world.change(entry_id, by=SOFIA, team_id=marketing)
        assert (moved.team.name, world.get(entry_id).team.name) == (MARKETING, MARKETING)

    def test_counts_as_confirmed_by_who_answers_for_it(self, world: World) -> None:
        entry_id = world.add()
        added = world.clock()
        world.clock.advance(days=10)
        world.change(entry_id, by=BO, name="Exports")
        assert world.get(entry_id).confirmed_at == added
        world.change(entry_id, version=2, by=IVAN, about="All of them")
        assert world.get(entry_id).confirmed_at == world.clock()
        assert world.get(entry_id).due_at == world.clock() + RECONFIRM_EVERY

    def test_by_a_new_name_ends_a_vacancy(self, world: World) -> None:
        entry_id = world.add()
        world.give_up(entry_id)
        entry = world.change(entry_id, by=BO, accountable=ANA)
        assert (entry.vacant_at, entry.vacancy, entry.asked_at) == (None, None, None)
        assert entry.due_at == world.clock() + RECONFIRM_EVERY


class TestChangeWhenOthersWereFaster:
    def test_saves_nothing_and_says_what_changed(self, world: World) -> None:
        entry_id = world.add()
        world.change(entry_id, by=BO, name="Exports", informed=(ANA,))
        with pytest.raises(Stale) as stale:
            world.change(entry_id, by=IVAN, about="All of them")
        assert [
            (each.field, each.before, each.after, each.by, each.at) for each in stale.value.changes
        ] == [
            ("name", "Newsletter exports", "Exports", BO, world.clock()),
            ("informed", (), (ANA,), BO, world.clock()),
        ]
        assert (world.get(entry_id).about, world.get(entry_id).version) == ("", 2)

    def test_tells_all_that_changed_since_and_saves_at_the_newest(self, world: World) -> None:
        entry_id = world.add()
        world.change(entry_id, by=BO, name="Exports")
        world.change(entry_id, version=2, by=BO, about="Weekly")
        with pytest.raises(Stale) as stale:
            world.change(entry_id, by=IVAN, about="All of them")
        assert [each.field for each in stale.value.changes] == ["name", "about"]
        saved = world.change(entry_id, version=3, by=IVAN, about="All of them")
        assert (saved.name, saved.about, saved.version) == ("Exports", "All of them", 4)

    def test_says_that_it_is_gone(self, world: World) -> None:
        entry_id = world.add()
        world.remove(entry_id, by=BO)
        with pytest.raises(Gone) as gone:
            world.change(entry_id, by=IVAN, about="All of them")
        assert gone.value.entry.removed_by == BO

    def test_refuses_who_is_not_accountable_any_more(self, world: World) -> None:
        entry_id = world.add(accountable=ANA)
        world.change(entry_id, by=BO, accountable=IVAN)
        with pytest.raises(MayNot):
            world.change(entry_id, by=ANA, about="Mine")


class TestRemove:
    def test_says_who_and_when(self, world: World) -> None:
        entry_id = world.add()
        world.remove(entry_id, by=BO)
        entry = world.get(entry_id)
        assert (entry.removed_by, entry.removed_at, entry.due_at) == (BO, world.clock(), None)

    def test_refuses_what_has_changed(self, world: World) -> None:
        entry_id = world.add()
        world.change(entry_id, by=BO, name="Exports")
        with pytest.raises(Stale) as stale:
            world.remove(entry_id, by=IVAN)
        assert [each.field for each in stale.value.changes] == ["name"]
        assert world.get(entry_id).removed_at is None

    def test_refuses_others_and_the_second_time(self, world: World) -> None:
        entry_id = world.add()
        with pytest.raises(MayNot):
            world.remove(entry_id, by=MAYA)
        world.remove(entry_id)
        with pytest.raises(Gone):
            world.remove(entry_id)
