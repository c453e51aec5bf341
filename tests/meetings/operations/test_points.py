"""A point is on an agenda until somebody ticks it off, and comes again until then."""

import pytest

from bot.errors import InvalidInput, NotFound, Refused
from bot.meetings.rules import OPEN_MAX, POINT_MAX
from tests.meetings.world import World


class TestAdd:
    def test_waits_for_the_next_agenda(self, world: World) -> None:
        world.add_point(world.set_up(), "The export")
        assert [(each.occurrence_id, each.times_shown) for each in world.points()] == [(None, 0)]
        world.pass_until("2026-11-25 09:00")
        assert world.agenda()[1:] == ["*Points*", "• The export (from Ana) [Done]"]

    def test_is_on_the_agenda_that_is_there_until_the_meeting_is_over(self, world: World) -> None:
        call = world.set_up()
        world.pass_until("2026-11-26 11:59")
        world.add_point(call, "On time")
        world.pass_until("2026-11-26 12:00")
        world.add_point(call, "Late")
        assert world.agenda()[-1] == "• On time (from Ana) [Done]"
        world.pass_until("2026-12-02 09:00")
        assert world.agenda()[-2:] == [
            "• On time (from Ana, carried over once) [Done]",
            "• Late (from Ana) [Done]",
        ]

    def test_adds_one_from_a_form_that_is_sent_twice(self, world: World) -> None:
        call = world.set_up()
        assert world.add_point(call, "Once", view="V9") == world.add_point(call, "Once", view="V9")

    def test_has_an_end(self, world: World) -> None:
        call = world.set_up()
        for number in range(OPEN_MAX):
            world.add_point(call, f"Point {number}")
        with pytest.raises(InvalidInput, match="50 points are not done yet"):
            world.add_point(call, "One more")
        world.pass_until("2026-11-25 09:00")
        assert world.agenda()[-1] == "and 30 more points"

    def test_is_short(self, world: World) -> None:
        call = world.set_up()
        for words in ("", "x" * (POINT_MAX + 1)):
            with pytest.raises(InvalidInput, match="at most 300 characters"):
                world.add_point(call, words)


class TestTick:
    def test_ends_a_point(self, world: World) -> None:
        call = world.set_up()
        done, open_ = (world.add_point(call, each) for each in ("The export", "The prices"))
        world.pass_until("2026-11-25 09:00")
        world.tick(done)
        assert world.agenda()[2:] == [
            "• The prices (from Ana) [Done]",
            ":white_check_mark: The export (from Ana), done: Ivan [Undo]",
        ]
        world.pass_until("2026-12-16 09:00")
        assert world.agenda()[2:] == ["• The prices (from Ana, carried over 3 times) [Done]"]
        assert world.agenda(0)[1:] == [
            "*Points*",
            ":white_check_mark: The export (from Ana), done: Ivan",
            "1 open point went on to the next agenda.",
        ]
        assert world.agenda(1)[1:] == ["1 open point went on to the next agenda."]
        world.tick(open_)
        world.pass_until("2026-12-23 09:00")
        assert world.agenda()[1].startswith("Nothing is new between you since")

    def test_ticks_where_the_point_is_now(self, world: World) -> None:
        call = world.set_up()
        point = world.add_point(call, "The export")
        world.pass_until("2026-12-02 09:00")
        world.tick(point)  # with the button of the older message
        assert world.agenda()[-1].startswith(":white_check_mark: The export")

    def test_is_refused_of_what_is_done(self, world: World) -> None:
        point = world.add_point(world.set_up(), "The export")
        world.pass_until("2026-11-25 09:00")
        world.tick(point)
        with pytest.raises(Refused, match="this point is done already"):
            world.tick(point)
        with pytest.raises(NotFound, match="I can't find this point any more"):
            world.tick(99)


class TestUntick:
    def test_opens_a_point_again(self, world: World) -> None:
        point = world.add_point(world.set_up(), "The export")
        world.pass_until("2026-11-25 09:00")
        with pytest.raises(Refused, match="this point is open already"):
            world.untick(point)
        world.tick(point)
        world.untick(point)
        assert world.agenda()[-1] == "• The export (from Ana) [Done]"

    def test_is_refused_when_there_is_a_newer_agenda(self, world: World) -> None:
        point = world.add_point(world.set_up(), "The export")
        world.pass_until("2026-11-25 09:00")
        world.tick(point)
        world.pass_until("2026-12-02 09:00")
        with pytest.raises(Refused, match="There is a newer agenda by now"):
            world.untick(point)
