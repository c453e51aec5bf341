"""Giving a win once, to those who work here, and taking it back for a day."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy

from bot.errors import InvalidInput
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from bot.wins.models import Win
from bot.wins.operations.giving import AlreadyGiven, NotTheirs, TooLate
from bot.wins.rules import Left
from tests.wins.world import ANA, BO, IVAN, MAYA, SOFIA, World


def know(world: World, user_id: str, standing: Standing, *, gone: bool = False) -> None:
    with world.transaction() as session:
        profile = Profile(user_id, user_id, None, standing, is_deactivated=gone)
        people.record_people(session, world.workspace_id, [profile], now=world.clock())


class TestGive:
    def test_names_everybody_once_and_not_the_giver(self, world: World) -> None:
        given = world.give(IVAN, BO, IVAN, MAYA)
        assert given.win.people == [IVAN, BO]
        assert given.left_out == {MAYA: Left.YOURSELF}

    def test_leaves_out_who_does_not_work_here(self, world: World) -> None:
        know(world, "U0BOT000009", Standing.BOT)
        know(world, "U0GUEST0009", Standing.GUEST)
        know(world, "U0OTHER0009", Standing.STRANGER)
        know(world, "U0GONE00009", Standing.COLLEAGUE, gone=True)
        given = world.give("U0BOT000009", "U0GUEST0009", "U0OTHER0009", "U0GONE00009", IVAN)
        assert given.win.people == [IVAN]
        assert [*given.left_out.values()] == [Left.BOT, Left.OUTSIDER, Left.OUTSIDER, Left.GONE]

    @pytest.mark.parametrize(
        ("named", "more", "field"),
        [
            ([MAYA], {}, "people"),
            ([IVAN], {"what": "nice job! :tada:"}, "what"),
            ([IVAN], {"is_sent_at_once": True, "by": ANA}, "at_once"),
        ],
    )
    def test_refuses_what_says_nothing_or_names_nobody(
        self, world: World, named: list[str], more: dict[str, object], field: str
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            world.give(*named, **more)  # type: ignore[arg-type]  # the test's own table
        assert refused.value.field == field
        with world.transaction() as session:
            assert session.scalars(sqlalchemy.select(Win)).all() == []

    @pytest.mark.parametrize("named", ["source", "view_id"])
    def test_gives_one_for_the_same_message_or_form(self, world: World, named: str) -> None:
        first = world.give(IVAN, **{named: "message:1"})
        with pytest.raises(AlreadyGiven) as refused:
            world.give(BO, by=SOFIA, **{named: "message:1"})
        assert str(refused.value) == f"This is {first.win.name} already."

    def test_numbers_many_at_once_without_a_gap(self, world: World) -> None:
        with ThreadPoolExecutor(8) as pool:
            given = [*pool.map(lambda _each: world.give(IVAN).win.number, range(30))]
        assert sorted(given) == [*range(1, 31)]

    def test_gives_one_for_one_message_from_many_at_once(self, world: World) -> None:
        def try_it(_each: int) -> int | None:
            try:
                return world.give(IVAN, source="message:1").win.id
            except (AlreadyGiven, sqlalchemy.exc.IntegrityError):
                return None

        with ThreadPoolExecutor(8) as pool:
            given = [each for each in pool.map(try_it, range(10)) if each]
        assert len(given) == 1


class TestUndo:
    @pytest.mark.parametrize("by", [MAYA, IVAN])
    def test_is_for_the_giver_and_for_who_is_named(self, world: World, by: str) -> None:
        win_id = world.give(IVAN).win.id
        world.clock.advance(hours=23, minutes=59)
        world.undo(win_id, by)
        win = world.get(win_id)
        assert (win.undone_by, win.undone_at) == (by, world.clock())

    @pytest.mark.parametrize("by", [ANA, BO, SOFIA, "U0NOBODY009"])
    def test_is_for_nobody_else(self, world: World, by: str) -> None:
        win_id = world.give(IVAN).win.id
        with pytest.raises(NotTheirs):
            world.undo(win_id, by)

    @pytest.mark.parametrize(
        "happens",
        [
            lambda world, _win_id: world.clock.advance(days=1),
            lambda world, win_id: world.undo(win_id, IVAN),
        ],
        ids=["a day", "somebody was faster"],
    )
    def test_is_over_after(self, world: World, happens: Callable[[World, int], None]) -> None:
        win_id = world.give(IVAN).win.id
        happens(world, win_id)
        with pytest.raises(TooLate):
            world.undo(win_id)
