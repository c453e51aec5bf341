"""Linking what happens elsewhere to an initiative, on both databases."""

import pytest

from bot.errors import NotFound
from bot.roadmap import queries
from tests.roadmap import world as worlds
from tests.roadmap.world import World


def links(world: World, initiative_id: int) -> list[tuple[str, str]]:
    initiative = world.get(initiative_id)
    with world.transaction() as session:
        found = queries.list_links(session, initiative, 10)
        return [(each.name, each.state) for each in found]


class TestLink:
    def test_shows_each_thing_once_as_it_is_now_the_newest_first(self, world: World) -> None:
        initiative_id = world.add()
        world.link(initiative_id, "ESC-1")
        world.link(initiative_id, "ESC-2")
        world.link(initiative_id, "ESC-1", state="answered")
        assert links(world, initiative_id) == [("ESC-2", "open"), ("ESC-1", "answered")]

    def test_remembers_when_it_was_linked_and_when_it_changed(self, world: World) -> None:
        initiative_id, linked_at = world.add(), world.clock()
        world.link(initiative_id, "ESC-1")
        world.clock.advance(hours=1)
        world.link(initiative_id, "ESC-1", state="answered")
        initiative = world.get(initiative_id)
        with world.transaction() as session:
            (link,) = queries.list_links(session, initiative, 10)
        assert (link.linked_at, link.changed_at) == (linked_at, world.clock())

    def test_refuses_what_is_not_there_or_somebody_elses(self, world: World) -> None:
        other = worlds.build(world.transaction, world.clock, slack_id="T0OTHER")
        for number in (4711, other.add()):
            with pytest.raises(NotFound, match=r"^This initiative is gone\. Please choose "):
                world.link(number, "ESC-1")
