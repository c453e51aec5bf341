"""A stand-up that comes on other days asks nobody twice, and skips no day in silence."""

from datetime import date

import pytest

from bot.worktime.rules.periods import Rhythm
from tests.standups.world import MAYA, World

MON, TUE, THU, FRI = 0, 1, 3, 4


def days(world: World) -> list[date]:
    return [each.held_on for each in world.rounds()]


class TestChange:
    def test_asks_next_week_if_this_week_had_its_round(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(hours=8)
        world.change(standup_id, days=(TUE,))
        world.pass_time(days=10)
        assert world.asked(MAYA) == ["Mon 23 Nov 09:30", "Tue 01 Dec 09:30"]

    def test_adds_a_day_in_the_week_that_goes_on(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(hours=8)
        world.change(standup_id, days=(MON, THU))
        world.pass_time(days=5)
        assert world.asked(MAYA) == ["Mon 23 Nov 09:30", "Thu 26 Nov 09:30"]

    def test_takes_back_what_was_prepared_and_asked_nobody(self, world: World) -> None:
        standup_id = world.set_up(days=(TUE,))
        world.clock.advance(hours=14)
        world.tick()  # on Kiritimati it is Tuesday
        assert days(world) == [date(2026, 11, 24)]
        world.change(standup_id, days=(THU,))
        world.pass_time(days=5)
        assert world.asked(MAYA) == ["Thu 26 Nov 09:30"]
        assert days(world) == [date(2026, 11, 26)]

    def test_lets_a_round_go_on_that_has_asked_somebody(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(hours=1)
        world.change(standup_id, days=(FRI,), name="Weekly")
        world.answer(MAYA)
        world.pass_time(days=2)
        assert world.said("standup:1:in:") == ["Weekly, Mon 23 Nov 2026: *1 of 2 answered*."]

    def test_asks_no_month_twice(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(hours=8)
        world.change(standup_id, rhythm=Rhythm.MONTHLY_BY_DAY, day=27)
        world.pass_time(days=40)
        assert world.asked(MAYA) == ["Mon 23 Nov 09:30", "Mon 28 Dec 09:30"]  # the 27th is a Sunday

    def test_counts_weeks_from_the_one_in_which_that_changed(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(days=2)
        world.change(standup_id, every=2)
        world.pass_time(days=30)
        assert world.asked(MAYA) == ["Mon 23 Nov 09:30", "Mon 07 Dec 09:30", "Mon 21 Dec 09:30"]

    def test_does_not_ask_today_again_at_a_later_time(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(hours=2)
        world.change(standup_id, at=world.clock().time().replace(hour=15))
        world.pass_time(days=8)
        assert world.asked(MAYA) == ["Mon 23 Nov 09:30", "Mon 30 Nov 15:00"]

    @pytest.mark.parametrize("hour", [8, 16])
    def test_moves_the_hour_of_a_day_that_has_asked_nobody(self, world: World, hour: int) -> None:
        standup_id = world.set_up(days=(TUE,))
        world.clock.advance(hours=14)
        world.tick()
        world.change(standup_id, at=world.clock().time().replace(hour=hour))
        world.pass_time(days=1)
        at = {8: "Tue 24 Nov 09:00", 16: "Tue 24 Nov 16:00"}  # nobody is asked before their hours
        assert world.asked(MAYA) == [at[hour]]
