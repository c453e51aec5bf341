"""Whoever moves a meeting moves its agenda with it; nobody meets twice in a week by that."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any

import pytest

from bot.errors import InvalidInput, Refused
from bot.meetings.operations import setting_up
from bot.meetings.operations.checking import ChangedMeanwhile, NotAllowed
from bot.meetings.rules import Kind, Missed
from bot.worktime.rules.periods import Rhythm
from tests.meetings.world import ANA, BO, IT, IVAN, MAYA, World

WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4


class TestChange:
    def test_says_the_new_time_on_an_agenda_that_is_there(self, world: World) -> None:
        call = world.set_up()
        world.pass_until("2026-11-25 12:00")
        world.change(call, at=time(15, 30))
        (message,) = world.messages()
        assert message.payload["text"].startswith(
            "Call of Marketing and IT, Thu 26 Nov 2026 at 15:30 in UTC: "
        )
        world.pass_until("2026-12-02 09:00")
        assert world.posted() == ["Wed 25 Nov 09:00", "Wed 02 Dec 09:00"]

    def test_moves_to_another_day_with_its_points(self, world: World) -> None:
        call = world.set_up()
        point = world.add_point(call, "The export")
        world.pass_until("2026-11-25 12:00")
        world.change(call, weekday=FRIDAY)
        (message,) = world.messages()
        assert message.payload["text"] == (
            "Call of Marketing and IT, Thu 26 Nov 2026: This meeting was moved: it is every Friday "
            "at 10:00 in UTC now. Its points come along."
        )
        world.pass_until("2026-11-26 09:00")
        assert world.posted() == ["Wed 25 Nov 09:00", "Thu 26 Nov 09:00"]
        assert world.agenda()[1:] == ["*Points*", "• The export (from Ana) [Done]"]
        assert [(each.id, each.times_carried) for each in world.points()] == [(point, 0)]

    def test_moves_back(self, world: World) -> None:
        call = world.set_up()
        world.add_point(call, "The export")
        world.pass_until("2026-11-25 12:00")
        world.change(call, weekday=FRIDAY)
        world.change(call, weekday=THURSDAY)
        world.sweep()
        (held,) = world.occurrences()
        assert held.missed_because is held.missed_at is None
        (message,) = world.messages()
        assert message.payload["text"].endswith("in UTC: 1 point: “The export”.")
        assert [each.times_carried for each in world.points()] == [0]

    def test_comes_no_second_time_in_its_week(self, world: World) -> None:
        call = world.set_up()
        world.pass_until("2026-11-26 12:00")
        world.change(call, weekday=FRIDAY)
        world.pass_until("2026-12-04 12:00")
        assert world.posted() == ["Wed 25 Nov 09:00", "Thu 03 Dec 09:00"]

    def test_comes_this_week_if_it_has_not_been(self, world: World) -> None:
        call = world.set_up()
        world.change(call, weekday=WEDNESDAY)
        world.pass_until("2026-11-25 12:00")
        assert world.posted() == ["Tue 24 Nov 09:00"]

    def test_counts_weeks_from_the_last_that_had_one(self, world: World) -> None:
        call = world.set_up()
        world.pass_until("2026-11-26 12:00")
        world.change(call, every=2)
        world.pass_until("2026-12-31 12:00")
        assert world.posted() == [
            *("Wed 25 Nov 09:00", "Wed 09 Dec 09:00", "Wed 23 Dec 09:00"),
        ]

    def test_counts_weeks_from_the_one_whose_agenda_is_there(self, world: World) -> None:
        call = world.set_up()
        world.pass_until("2026-12-02 12:00")
        world.change(call, every=2)
        assert [each.missed_because for each in world.occurrences()] == [None, None]
        world.pass_until("2026-12-31 12:00")
        assert world.posted()[2:] == ["Wed 16 Dec 09:00", "Wed 30 Dec 09:00"]

    def test_is_for_the_leads_and_sponsors_of_the_two(self, world: World) -> None:
        call = world.set_up()
        with pytest.raises(NotAllowed, match="Only the leads and sponsors of the two teams"):
            world.change(call, by=ANA, at=time(9))
        world.change(call, by=IVAN, at=time(9))
        world.change(call, by=BO, channel_id=IT.channel_id)

    def test_is_refused_for_an_older_version(self, world: World) -> None:
        call = world.set_up()
        world.change(call, at=time(9))
        with world.transaction() as session, pytest.raises(ChangedMeanwhile):
            setting_up.change(
                session,
                world.workspace_id,
                call,
                setting_up.Settings(),
                [],
                version=1,
                by=IVAN,
                now=world.clock(),
            )


class TestSetUp:
    def test_is_one_of_a_kind_for_two_teams(self, world: World) -> None:
        call = world.set_up()
        world.set_up(Kind.ROADMAP)
        with pytest.raises(InvalidInput, match="These two have one already"):
            world.set_up(team_id=2, partner_id=1)
        world.end(call)
        assert world.set_up() != call

    def test_makes_one_of_a_form_that_is_sent_twice(self, world: World) -> None:
        assert world.set_up(view_id="V9") == world.set_up(view_id="V9")

    def test_makes_one_if_two_set_it_up_at_once(self, world: World) -> None:
        def try_it(by: str) -> str:
            try:
                return f"meeting {world.set_up(by=by)}"
            except InvalidInput as error:
                return str(error)

        with ThreadPoolExecutor(2) as pool:
            said = sorted(pool.map(try_it, [MAYA, IVAN]))
        assert said == [
            "These two have one already. Please change that: `/align meetings`.",
            "meeting 1",
        ]

    @pytest.mark.parametrize(
        ("chosen", "sentence"),
        [
            ({"partner_id": 1}, "Please choose another team: a meeting is of two."),
            ({"team_id": None}, "Please choose the first team."),
            ({"partner_id": 99}, "A team was closed meanwhile."),
            ({"rhythm": Rhythm.MONTHLY_BY_DAY}, "Please choose how often they meet."),
            ({"every": 9}, "Please choose how often they meet."),
            ({"channel_id": ""}, "Please choose where the agenda goes."),
            ({"zone": "Mars/Olympus"}, "I don't know this clock."),
        ],
    )
    def test_says_what_is_wrong(self, world: World, chosen: dict[str, Any], sentence: str) -> None:
        with pytest.raises(InvalidInput, match=sentence):
            world.set_up(**chosen)


class TestEnd:
    def test_takes_the_agenda_back_that_is_ahead(self, world: World) -> None:
        call = world.set_up()
        world.pass_until("2026-11-25 12:00")
        world.end(call)
        (held,) = world.occurrences()
        assert held.missed_because is Missed.ENDED
        assert "has ended this meeting" in world.messages()[0].payload["text"]
        with pytest.raises(Refused, match="This meeting has ended"):
            world.add_point(call, "The export")
        with pytest.raises(Refused, match="This meeting has ended"):
            world.change(call, at=time(9))
