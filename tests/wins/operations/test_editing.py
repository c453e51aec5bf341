"""Changing a win: by its giver, for a day, over nothing that was changed meanwhile."""

import pytest

from bot.errors import InvalidInput
from bot.wins.operations import editing
from bot.wins.operations.editing import ChangedMeanwhile, NotTheirsToChange, Said
from bot.wins.operations.giving import TooLate
from bot.wins.rules import PEOPLE_MAX
from tests.wins.world import ANA, BO, IVAN, MAYA, SOFIA, WORDS, World


class TestEdit:
    def test_says_who_is_new_and_who_is_gone(self, world: World) -> None:
        win_id = world.give(IVAN, BO).win.id
        edited = world.edit(win_id, what=f"{WORDS}, alone", people=[BO, ANA], figure="-38 %")
        assert edited
        assert (edited.added, edited.gone) == ([ANA], [IVAN])
        win = world.get(win_id)
        assert (win.what, win.people, win.figure) == (f"{WORDS}, alone", [BO, ANA], "-38 %")
        assert win.edited_at == world.clock()

    def test_tells_who_is_new_and_nobody_who_is_gone(self, world: World) -> None:
        win_id = world.give(IVAN, BO).win.id
        world.edit(win_id, people=[BO, ANA])
        assert world.waiting(win_id) == {
            BO: "<@U0MAYA00001> has changed what is said of you in WIN-1",
            ANA: "<@U0MAYA00001> celebrates you in WIN-1",
        }

    def test_is_nothing_if_it_says_so_already(self, world: World) -> None:
        win_id = world.give(IVAN, BO).win.id
        assert world.edit(win_id, people=[BO, IVAN]) is None
        assert world.get(win_id).edited_at is None
        assert world.waiting(win_id) == {}

    @pytest.mark.parametrize("by", [IVAN, SOFIA])
    def test_is_for_its_giver(self, world: World, by: str) -> None:
        win_id = world.give(IVAN).win.id
        with pytest.raises(NotTheirsToChange):
            world.edit(win_id, by=by, what=f"{WORDS}, alone")

    def test_is_too_late_after_a_day_and_once_it_is_taken_back(self, world: World) -> None:
        first, second = world.give(IVAN).win.id, world.give(IVAN).win.id
        world.undo(first)
        with pytest.raises(TooLate):
            world.edit(first, figure="-38 %")
        world.clock.advance(hours=24)
        with pytest.raises(TooLate):
            world.edit(second, figure="-38 %")

    def test_overwrites_nothing_that_it_has_not_seen(self, world: World) -> None:
        win_id = world.give(IVAN).win.id
        world.edit(win_id, figure="-38 %")
        with pytest.raises(ChangedMeanwhile), world.transaction() as session:
            editing.edit(
                session,
                world.workspace_id,
                win_id,
                Said(WORDS, [IVAN]),
                seen_at=None,
                by=MAYA,
                now=world.clock(),
            )

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"what": "nice job!"}, "what"),
            ({"people": [MAYA]}, "people"),
            ({"people": [f"U0CROWD{number:03}" for number in range(PEOPLE_MAX + 1)]}, "teams"),
        ],
    )
    def test_refuses_what_cannot_be_given(
        self, world: World, said: dict[str, object], field: str
    ) -> None:
        win_id = world.give(IVAN).win.id
        with pytest.raises(InvalidInput) as refused:
            world.edit(win_id, **said)
        assert refused.value.field == field
        assert world.get(win_id).people == [IVAN]
