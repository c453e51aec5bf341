"""The lists in pages, and what belongs to whom."""

from bot.ownership.queries import entries
from bot.ownership.queries.invariants import INVARIANTS
from bot.ownership.rules.entries import Kind
from tests.ownership import world as worlds
from tests.ownership.world import BO, IVAN, MARKETING, MAYA, World


def page(world: World, number: int, size: int = 2, kind: Kind = Kind.OWNED) -> list[str]:
    with world.transaction() as session:
        found = entries.find_page(session, world.workspace_id, kind, number=number, size=size)
        return [entry.name for entry in found.rows]


class TestFindPage:
    def test_is_by_team_and_name(self, world: World) -> None:
        for name in ("b", "A", "c"):
            world.add(name)
        world.add("z", team=MARKETING, by=MAYA)
        world.add("other", kind=Kind.SERVICE)
        world.remove(world.add("gone"))
        assert [page(world, number) for number in range(2)] == [["z", "A"], ["b", "c"]]

    def test_is_the_last_if_there_are_not_so_many(self, world: World) -> None:
        assert page(world, 3) == []
        for name in ("a", "b", "c"):
            world.add(name)
        assert (page(world, 9), page(world, -1)) == (["c"], ["a", "b"])

    def test_knows_how_many_there_are_here(self, world: World) -> None:
        other = worlds.build(world.transaction, world.clock, slack_id="T0OTHER0001")
        other.add("theirs")
        for name in ("a", "b", "c"):
            world.add(name)
        with world.transaction() as session:
            found = entries.find_page(session, world.workspace_id, Kind.OWNED, number=1, size=2)
        assert (found.number, found.total, len(found.rows)) == (1, 3, 1)


class TestListOwned:
    def test_has_what_somebody_answers_for_first(self, world: World) -> None:
        world.add("a", accountable=IVAN, responsible=(BO,))
        world.add("b", accountable=BO, responsible=(IVAN, BO))
        world.add("c", responsible=(IVAN,), consulted=(BO,))
        with world.transaction() as session:
            owned = entries.list_owned(session, world.workspace_id, BO)
        assert [entry.name for entry in owned] == ["b", "a"]


class TestInvariants:
    def test_hold_for_what_people_do(self, world: World) -> None:
        world.add()
        world.give_up(world.add())
        world.remove(world.add())
        world.answer(world.ask("coffee").id)
        assert violated(world) == []

    def test_notice_what_nobody_is_asked_about(self, world: World) -> None:
        world.add()
        world.clock.advance(days=180, hours=1)
        assert violated(world) == ["what a team owns is confirmed, or asked about, in time"]


def violated(world: World) -> list[str]:
    """Return the sentences that are not so."""
    with world.transaction() as session:
        return [
            sentence
            for sentence, invariant in INVARIANTS.items()
            if session.query(invariant.of).where(invariant.violated(world.clock())).count()
        ]
