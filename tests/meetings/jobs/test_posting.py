"""An agenda comes once a day of a meeting, on the working day before, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.hours.models import PersonalHours
from bot.meetings import jobs
from bot.meetings.blocks import agenda
from bot.meetings.rules import Kind, Missed
from bot.teams.operations import closing, setting_up
from bot.teams.operations.setting_up import TeamSetup
from bot.worktime.rules.periods import Rhythm
from tests.meetings.world import IT, MARKETING, MAYA, SOFIA, World

BERLIN = "Europe/Berlin"


def work_in(world: World, country: str, zone: str) -> None:
    """Let Maya have said where she works."""
    with world.transaction() as session:
        session.add(
            PersonalHours(
                workspace_id=world.workspace_id,
                user_id=MAYA,
                zone=zone,
                days="01234",
                opens=time(9),
                closes=time(17),
                quiet_from=time(19),
                quiet_until=time(8),
                country=country,
                confirmed_at=world.clock(),
            )
        )


class TestPostAgendas:
    def test_posts_at_nine_on_the_day_before(self, world: World) -> None:
        world.set_up()
        world.pass_until("2026-12-11 12:00")
        assert world.posted() == ["Wed 25 Nov 09:00", "Wed 02 Dec 09:00", "Wed 09 Dec 09:00"]
        assert [each.key for each in world.messages()] == [
            "meeting:1:20261126",
            "meeting:1:20261203",
            "meeting:1:20261210",
        ]

    def test_posts_once_a_month_before_the_first_tuesday(self, world: World) -> None:
        world.set_up(Kind.ROADMAP)
        world.pass_until("2027-03-03 12:00")
        assert world.posted() == [
            *("Mon 30 Nov 09:00", "Mon 04 Jan 09:00", "Mon 01 Feb 09:00", "Mon 01 Mar 09:00"),
        ]

    def test_posts_before_the_weekend(self, world: World) -> None:
        world.set_up(weekday=0)
        world.pass_until("2026-12-01 12:00")
        # It was set up on a Monday at nine, of which the meeting was ahead.
        assert world.posted() == ["Mon 23 Nov 09:00", "Fri 27 Nov 09:00"]

    def test_posts_before_the_holidays_of_its_country(self, world: World) -> None:
        work_in(world, "DE", BERLIN)
        world.set_up(zone=BERLIN, weekday=0, rhythm=Rhythm.WEEKLY)
        world.wait_until("2026-12-22 09:00")
        world.sweep()
        world.pass_until("2027-01-05 09:00")
        # The 25th of December is a Friday, and the 1st of January another.
        assert world.posted()[-2:] == ["Thu 24 Dec 08:00", "Thu 31 Dec 08:00"]

    def test_knows_no_holidays_of_a_clock_that_nobody_has_named_a_country_for(
        self, world: World
    ) -> None:
        work_in(world, "DE", BERLIN)
        world.set_up(zone="Europe/Vienna", weekday=0)
        world.pass_until("2026-12-29 09:00")
        assert world.posted()[-1] == "Fri 25 Dec 08:00"

    @pytest.mark.parametrize(
        ("set_up", "until", "expected"),
        [
            # Clocks go forward on Sunday 28 March 2027, and back on Sunday 31 October.
            ("2027-03-20", "2027-04-02", ["Wed 24 Mar 08:00", "Wed 31 Mar 07:00"]),
            ("2027-10-23", "2027-11-05", ["Wed 27 Oct 07:00", "Wed 03 Nov 08:00"]),
        ],
    )
    def test_goes_by_the_clocks_of_its_zone_when_they_are_changed(
        self, world: World, set_up: str, until: str, expected: list[str]
    ) -> None:
        world.wait_until(f"{set_up} 12:00")
        world.set_up(zone=BERLIN)
        world.pass_until(f"{until} 12:00")
        assert world.posted() == expected
        starts = [f"{each.starts_at:%a %d %b %H:%M}" for each in world.occurrences()]
        assert [each[-5:] for each in starts] == [
            "09:00" if each.endswith("08:00") else "08:00" for each in expected
        ]

    @pytest.mark.parametrize(
        ("set_up", "starts"),
        [
            # The hour after two is skipped on 28 March 2027, and comes twice on 31 October.
            ("2027-03-24", "2027-03-28 01:00"),
            ("2027-10-27", "2027-10-31 00:30"),
        ],
    )
    def test_posts_once_for_an_hour_that_is_skipped_or_repeated(
        self, world: World, set_up: str, starts: str
    ) -> None:
        world.wait_until(f"{set_up} 12:00")
        world.set_up(zone=BERLIN, weekday=6, at=time(2, 30))
        begins = datetime.fromisoformat(starts).replace(tzinfo=UTC)
        world.pass_until(f"{begins + timedelta(hours=4):%Y-%m-%d %H:%M}")
        (held,) = world.occurrences()
        assert held.starts_at == begins
        assert len(world.messages()) == 1

    def test_posts_once_however_many_workers_there_are(self, world: World) -> None:
        world.set_up()
        world.set_up(Kind.ROADMAP, rhythm=Rhythm.WEEKLY, weekday=3)
        world.wait_until("2026-11-25 09:00")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _each: world.sweep(), range(8)))
        assert [each.key for each in world.messages()] == [
            "meeting:1:20261126",
            "meeting:2:20261126",
        ]

    def test_posts_the_others_if_one_of_them_fails(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.set_up()
        world.set_up(Kind.ROADMAP, rhythm=Rhythm.WEEKLY, weekday=3)
        world.wait_until("2026-11-25 09:00")
        message = agenda.message

        def fail_for_the_call(shown: agenda.Agenda) -> agenda.Drawn:
            if shown.occurrence.meeting_id == 1:
                raise RuntimeError("no room for the call")
            return message(shown)

        with monkeypatch.context() as patched:
            patched.setattr(agenda, "message", fail_for_the_call)
            with pytest.raises(ExceptionGroup, match="some rows failed"):
                world.sweep()
        assert [each.key for each in world.messages()] == ["meeting:2:20261126"]
        world.sweep()
        assert [each.key for each in world.messages()] == [
            "meeting:2:20261126",
            "meeting:1:20261126",
        ]

    def test_posts_late_rather_than_not_while_the_meeting_is_ahead(self, world: World) -> None:
        world.set_up()
        world.wait_until("2026-11-26 09:59")
        world.sweep()
        assert world.posted() == ["Thu 26 Nov 09:59"]
        (message,) = world.messages()
        assert message.expires_at == world.clock() + timedelta(minutes=1)

    def test_posts_nothing_afterwards_and_says_why(self, world: World) -> None:
        world.set_up()
        world.wait_until("2026-12-03 10:00")
        world.sweep()
        assert [(f"{each.held_on}", each.missed_because) for each in world.occurrences()] == [
            ("2026-11-26", Missed.DOWN),
            ("2026-12-03", Missed.DOWN),
        ]
        assert world.messages() == []
        assert all(each.missed_at == world.clock() for each in world.occurrences())
        world.pass_until("2026-12-09 09:00")
        assert world.posted() == ["Wed 09 Dec 09:00"]

    def test_writes_down_what_was_missed_in_years(self, world: World) -> None:
        world.set_up()
        world.wait_until("2028-12-01 10:00")
        world.pass_until("2028-12-01 10:00")
        assert len(world.occurrences()) > jobs.BATCH
        assert {each.missed_because for each in world.occurrences()} == {Missed.DOWN}
        assert world.next_due() == datetime(2028, 12, 6, 9, tzinfo=UTC)

    def test_posts_once_when_the_clock_is_set_back_a_day(self, world: World) -> None:
        world.set_up()
        world.pass_until("2026-11-25 09:00")
        for hours in (24, 20, 1, 0):
            world.sweep(world.clock() - timedelta(hours=hours))
        world.pass_until("2026-12-01 09:00")
        assert world.posted() == ["Wed 25 Nov 09:00"]
        assert len(world.messages()) == 1

    def test_posts_nothing_for_a_team_that_is_closed(self, world: World) -> None:
        world.set_up()
        with world.transaction() as session:
            here = {"workspace_id": world.workspace_id, "by": SOFIA, "now": world.clock()}
            sales = [TeamSetup("Sales", "C0SALES0006", (MAYA,))]
            setting_up.set_up(session, setups=sales, sponsor_id=SOFIA, **here)
            closing.close(session, team_id=2, **here)
        world.pass_until("2026-11-25 09:00")
        (held,) = world.occurrences()
        assert held.missed_because is Missed.CLOSED
        assert world.messages() == []

    def test_posts_in_the_channel_that_was_chosen(self, world: World) -> None:
        world.set_up(channel_id=IT.channel_id)
        world.pass_until("2026-11-25 09:00")
        (message,) = world.messages()
        assert (message.destination, message.owner_id) == (IT.channel_id, MAYA)
        assert message.expires_at == datetime(2026, 11, 26, 10, tzinfo=UTC)
        assert message.destination != MARKETING.channel_id

    def test_posts_nothing_once_it_has_ended(self, world: World) -> None:
        world.end(world.set_up())
        world.pass_until("2026-12-11 12:00")
        assert world.messages() == []

    def test_is_empty_in_one_sentence(self, world: World) -> None:
        world.set_up()
        world.pass_until("2026-11-25 09:00")
        (message,) = world.messages()
        assert message.payload["text"] == (
            "Call of Marketing and IT, Thu 26 Nov 2026 at 10:00 in UTC: Nothing is new between you "
            "since <!date^1794992400^{date_short_pretty} at {time}|Wed 18 Nov 09:00 UTC>."
        )
        assert world.agenda() == [
            "Call of Marketing and IT. It begins "
            "<!date^1795687200^{date_short_pretty} at {time}|Thu 26 Nov 10:00 UTC>.",
            "Nothing is new between you since "
            "<!date^1794992400^{date_short_pretty} at {time}|Wed 18 Nov 09:00 UTC>.",
        ]
