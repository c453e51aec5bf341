"""Many people at once, on both databases: one wins, and nobody's change is lost."""

from collections.abc import Callable

from bot.roadmap import queries
from bot.roadmap.operations import AlreadyAdded, Moved, Stale
from bot.roadmap.rules import Stage
from tests.crowd import at_once
from tests.roadmap.world import World


class TestAdd:
    def test_takes_one_modal_once_however_often_it_is_sent_at_once(self, world: World) -> None:
        results = at_once([lambda: world.add(view_id="V0")] * 10)
        assert sum(isinstance(each, int) for each in results) == 1
        assert sum(isinstance(each, AlreadyAdded) for each in results) == 9
        assert world.get(world.add()).number == 2


class TestChange:
    def test_has_one_winner_of_ten_at_once(self, world: World) -> None:
        initiative_id = world.add()
        titles = [f"Shop {number}" for number in range(10)]

        def change(title: str) -> Callable[[], str]:
            def act() -> str:
                world.change(initiative_id, title=title)
                return title

            return act

        results = at_once([change(title) for title in titles])
        (winner,) = [each for each in results if isinstance(each, str)]
        assert sum(isinstance(each, Stale) for each in results) == 9
        initiative = world.get(initiative_id)
        assert (initiative.title, initiative.version) == (winner, 2)
        assert len(world.history(initiative_id)) == 2


class TestMoveStage:
    def test_has_one_winner_of_two_at_once(self, world: World) -> None:
        initiative_id = world.add()
        results = at_once(
            [
                lambda: world.move(initiative_id, Stage.ACTIVE, Stage.DONE),
                lambda: world.move(initiative_id, Stage.ACTIVE, Stage.DROPPED),
            ]
        )
        assert sorted(type(each).__name__ for each in results) == [Moved.__name__, "NoneType"]
        assert world.get(initiative_id).version == 2


class TestLink:
    def test_loses_none_of_twenty_at_once_and_nobody_waits_in_a_circle(self, world: World) -> None:
        initiative_id = world.add()

        def link(number: int) -> Callable[[], None]:
            return lambda: world.link(initiative_id, f"ESC-{number}")

        changes: list[Callable[[], None]] = [lambda: world.change(initiative_id, title="The shop")]
        results = at_once([*map(link, range(20)), *changes])
        assert results == [None] * 21
        initiative = world.get(initiative_id)
        with world.transaction() as session:
            assert len(queries.list_links(session, initiative, 100)) == 20
