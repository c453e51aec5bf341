"""Everybody is asked once a round, at their own hour; who is not asked has a reason."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy

from bot.outbox.models import OutboxMessage
from bot.people.rules import Standing
from bot.standups import jobs
from bot.standups.blocks import prompt
from bot.standups.rules import Out, State
from bot.worktime.rules import zones
from bot.worktime.rules.periods import Rhythm
from tests.standups.world import ANA, IVAN, MARKETING, MAYA, SOFIA, World

ZONES = (
    *("Pacific/Auckland", "Australia/Lord_Howe", "Asia/Tokyo", "Asia/Kolkata", "Asia/Tehran"),
    *("Africa/Cairo", "Europe/Berlin", "Europe/London", "America/Sao_Paulo", "America/St_Johns"),
    *("America/New_York", "America/Los_Angeles"),
)
"""Twelve, with halves of hours, and clocks that change on different days, or not at all."""


class TestAsk:
    @pytest.mark.sqlite_first
    def test_asks_each_at_half_past_nine_of_their_own(self, world: World) -> None:
        world.join(MARKETING.channel_id, "U0TOKYO0001", zone="Asia/Tokyo")
        world.join(MARKETING.channel_id, "U0LIMA00001", zone="America/Lima")
        world.set_up()
        world.pass_time(days=9)
        assert world.asked(MAYA) == ["Mon 23 Nov 09:30", "Mon 30 Nov 09:30"]
        assert world.asked("U0LIMA00001") == ["Mon 23 Nov 14:30", "Mon 30 Nov 14:30"]
        # It was set up at nine in London: half past nine in Tokyo had passed, not its working day.
        assert world.asked("U0TOKYO0001") == ["Tue 24 Nov 00:00", "Mon 30 Nov 00:30"]
        assert world.asked(SOFIA) == world.asked(IVAN) == []

    @pytest.mark.sqlite_first
    def test_asks_all_at_one_moment_but_in_their_hours(self, world: World) -> None:
        world.join(MARKETING.channel_id, "U0LIMA00001", zone="America/Lima")
        world.set_up(zone="Europe/Berlin")
        world.pass_time(days=9)
        assert world.asked(MAYA) == ["Mon 30 Nov 09:00"]
        assert world.asked("U0LIMA00001") == ["Mon 30 Nov 14:00"]

    def test_says_for_each_why_they_are_not_asked(self, world: World) -> None:
        here = MARKETING.channel_id
        world.join(here, "U0GUEST0001", standing=Standing.GUEST)
        world.join(here, "U0STRANGER1", standing=Standing.STRANGER)
        world.join(here, "U0BOT000001", standing=Standing.BOT)
        world.join(here, "U0LEAVER001", "U0GONE00001", "U0HOLIDAY01", "U0AWAY00001", "U0TUESDAY01")
        world.join(here, "U0NIGHT0001")
        world.set_up(open_hours=4)
        world.clock.advance(minutes=10)
        world.tick()
        world.leave(here, "U0LEAVER001")
        world.join(here, "U0GONE00001", is_deactivated=True)
        world.work("U0HOLIDAY01", country="JP")  # 23 November is Labour Thanksgiving Day
        world.work("U0TUESDAY01", days="1234")
        night = {"opens": datetime(2026, 1, 1, 22).time(), "closes": datetime(2026, 1, 1, 6).time()}  # noqa: DTZ001 (local)
        world.work("U0NIGHT0001", quiet_from=night["closes"], quiet_until=night["opens"], **night)
        world.go_away("U0AWAY00001", "2026-11-23", "2026-11-27")
        world.pass_time(hours=1)
        assert {turn.user_id: turn.out_because for turn in world.turns() if turn.out_because} == {
            "U0GUEST0001": Out.GUEST,
            "U0STRANGER1": Out.STRANGER,
            "U0BOT000001": Out.BOT,
            "U0LEAVER001": Out.LEFT,
            "U0GONE00001": Out.DEACTIVATED,
            "U0HOLIDAY01": Out.HOLIDAY,
            "U0AWAY00001": Out.AWAY,
            "U0TUESDAY01": Out.DAY_OFF,
            "U0NIGHT0001": Out.NO_TIME,
        }
        assert world.states()[MAYA] == world.states()[ANA] == [State.ASKED]

    @pytest.mark.sqlite_first
    def test_asks_who_comes_while_it_is_open(self, world: World) -> None:
        world.set_up()
        world.pass_time(hours=2)
        world.join(MARKETING.channel_id, "U0NEW000001", zone="America/New_York")
        world.join(MARKETING.channel_id, "U0WEST00001", zone="America/Los_Angeles")
        world.pass_time(hours=20)
        # Those who were there were all asked by then: nobody looks for more.
        assert world.asked("U0NEW000001") == world.asked("U0WEST00001") == []
        world.pass_time(days=7)
        assert world.asked("U0NEW000001") == ["Mon 30 Nov 14:30"]

    @pytest.mark.sqlite_first
    def test_waits_for_who_moves_west_in_between(self, world: World) -> None:
        world.set_up()
        world.clock.advance(minutes=10)
        world.tick()
        world.join(MARKETING.channel_id, ANA, zone="America/New_York")
        world.pass_time(hours=8)
        assert world.asked(ANA) == ["Mon 23 Nov 14:30"]

    @pytest.mark.sqlite_first
    def test_asks_the_others_if_one_of_them_fails(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.join(MARKETING.channel_id, *(f"U0FACE{number:05}" for number in range(48)))
        world.set_up()
        post = prompt.asking

        def fail_for_ana(turn: object, carried: object) -> object:
            if getattr(turn, "user_id") == ANA:  # noqa: B009 (of whatever comes)
                raise RuntimeError("no room for Ana")
            return post(turn, carried)  # type: ignore[arg-type] (of whatever comes)

        monkeypatch.setattr(prompt, "asking", fail_for_ana)
        world.clock.advance(minutes=40)
        for _turn in range(2):
            with pytest.raises(ExceptionGroup, match="some rows failed"):
                world.tick()
        asked = Counter(turn.state for turn in world.turns())
        assert asked == {State.ASKED: 49, State.PLANNED: 1}

    def test_asks_once_however_many_workers_there_are(self, world: World) -> None:
        people = [f"U0FACE{number:05}" for number in range(120)]
        world.join(MARKETING.channel_id, *people)
        world.set_up()
        world.clock.advance(minutes=10)
        jobs.plan(transaction=world.transaction, now=world.clock())
        world.clock.advance(minutes=20)

        def ask(_worker: int) -> None:
            while jobs.ask(transaction=world.transaction, now=world.clock()) is not None:
                pass

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(ask, range(4)))
        ask(0)  # what another had locked when one looked
        assert Counter(turn.state for turn in world.turns()) == {State.ASKED: 122}
        assert len(world.said("standup:")) == 122

    def test_is_not_read_in_quiet_hours_if_slack_takes_it_late(self, world: World) -> None:
        world.set_up()
        world.pass_time(hours=1)
        with world.transaction() as session:
            expires = session.scalars(
                sqlalchemy.select(OutboxMessage.expires_at).where(
                    OutboxMessage.key.startswith("standup:")
                )
            )
            assert {f"{each:%a %H:%M}" for each in expires} == {"Mon 19:00"}


class TestRounds:
    def test_are_held_through_every_change_of_the_clocks(self, world: World) -> None:
        faces = {
            f"U0FACE{number:05}": ZONES[number % len(ZONES)] for number in range(len(ZONES) * 2)
        }
        for user_id, zone in faces.items():
            world.join(MARKETING.channel_id, user_id, zone=zone)
        world.clock.advance(
            seconds=(datetime(2027, 3, 5, tzinfo=UTC) - world.clock()).total_seconds()
        )
        world.set_up()
        weeks(world, 5)
        check_asked(world, faces, rounds=5)

    @pytest.mark.faults
    def test_are_held_by_five_hundred_for_a_year(self, world: World) -> None:
        faces = {f"U0FACE{number:05}": ZONES[number % len(ZONES)] for number in range(500)}
        for user_id, zone in faces.items():
            world.join(MARKETING.channel_id, user_id, zone=zone)
        world.set_up()
        weeks(world, 52)
        check_asked(world, faces, rounds=52)

    @pytest.mark.sqlite_first
    def test_are_held_every_day(self, world: World) -> None:
        world.set_up(days=(0, 1, 2, 3, 4), open_hours=8)
        for _day in range(14):
            world.pass_time(hours=2)
            world.answer_all()
            world.pass_time(hours=22)
        assert len(world.asked(MAYA)) == 10

    @pytest.mark.sqlite_first
    def test_are_held_on_the_last_friday_of_a_month(self, world: World) -> None:
        world.set_up(rhythm=Rhythm.MONTHLY_BY_WEEKDAY, nth=5, days=(4,))
        world.pass_time(days=70)
        assert world.asked(MAYA) == ["Fri 27 Nov 09:30", "Fri 25 Dec 09:30", "Fri 29 Jan 09:30"]


def weeks(world: World, number: int) -> None:
    """Let weeks pass, in which everybody answers within half a day."""
    for _half in range(number * 14):
        world.pass_time(hours=12)
        world.answer_all()


def check_asked(world: World, faces: dict[str, str], *, rounds: int) -> None:
    """Everybody was asked once a round, on Monday within a minute of half past nine."""
    turns = world.turns()
    asked = Counter((turn.user_id, turn.round_id) for turn in turns if turn.asked_at)
    assert set(asked.values()) == {1}
    held = Counter(user_id for user_id, _round in asked)
    for user_id, zone in faces.items():
        # Where the day begins early, the round of the day on which this ends has begun, too.
        assert rounds <= held[user_id] <= rounds + 1, zone
    closed = {each.id for each in world.rounds() if each.closed_at}
    assert {turn.state for turn in turns if turn.round_id in closed and turn.user_id in faces} == {
        State.ANSWERED
    }
    first = min(turn.round_id for turn in turns)
    for turn in turns:
        if turn.user_id in faces and turn.asked_at and turn.round_id > first:
            local = turn.asked_at.astimezone(zones.zone_named(faces[turn.user_id]))
            at = local.replace(hour=9, minute=30, second=0, microsecond=0)
            assert timedelta() <= local - at <= timedelta(seconds=60), (turn.user_id, local)
            assert f"{local:%a}" == "Mon"
    assert len(world.said("standup:")) >= len(asked)
