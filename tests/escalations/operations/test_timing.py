"""What the clock does, on both databases; it begins on Monday 23 November 2026 at 9 UTC."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.escalations.operations import answering, owning
from bot.escalations.rules import AnswerKind, Move, State, Urgency
from bot.escalations.rules.advice import Call
from bot.hours import operations as hours
from bot.hours.operations import Said
from bot.hours.rules.week import DEFAULT
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    """Return an instant of November 2026 in UTC: `27 16:30`."""
    day, _, time = text.partition(" ")
    hour, _, minute = time.partition(":")
    return datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=UTC)


def now(world: World, text: str) -> None:
    """Let it be that time."""
    world.clock.advance(seconds=(at(text) - world.clock()).total_seconds())


def tick_when_due(world: World, escalation_id: int) -> Move:
    """Let time pass until something is due, and the clock act."""
    world.until_due(escalation_id)
    return world.tick(escalation_id)


def live_in(world: World, zone: str, *user_ids: str, country: str | None = None) -> None:
    """Let people work from 9 to 17 there."""
    for user_id in user_ids:
        with world.transaction() as session:
            said = Said(zone, DEFAULT, country)
            hours.confirm(session, world.workspace_id, user_id, said, now=world.clock())


def taken(world: World, urgency: Urgency = Urgency.HIGH) -> int:
    """Ivan takes one that was raised just now; return its id."""
    escalation_id = world.raise_one(urgency)
    world.move(owning.acknowledge, escalation_id, IVAN)
    return escalation_id


def answered(world: World) -> int:
    """Ivan answers one that was raised just now; return its id."""
    escalation_id = world.raise_one()
    world.move(answering.answer, escalation_id, IVAN, text="Repaired", kind=AnswerKind.UNBLOCKED)
    return escalation_id


class TestOpen:
    def test_asks_the_next_level_when_it_is_due(self, world: World) -> None:
        escalation_id = world.raise_one(by="U0ANA")
        assert tick_when_due(world, escalation_id) is Move.ADVANCE
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level, escalation.asked) == (State.OPEN, 1, [MAYA])
        assert escalation.due_at == world.clock() + HOUR / 2
        assert escalation.notice_key.startswith("ESC-1:notice:")
        assert escalation.first_late_at == world.clock()

    def test_passes_over_leads_of_whom_nobody_is_left_to_ask(self, world: World) -> None:
        """Of both teams' leads, two were just asked, and the third asks."""
        escalation_id = world.raise_one()
        tick_when_due(world, escalation_id)
        assert world.get(escalation_id).asked == [SOFIA]
        event = world.history(escalation_id)[-1]
        assert (event.move, event.level, event.by) == (Move.ADVANCE, 2, None)
        assert event.passed == [[1, "same"]]

    def test_asks_the_sponsors_again_each_working_day(self, world: World) -> None:
        escalation_id = world.raise_one(call=Call.SPONSORS)
        keys, asked_at = set(), []
        for _day in range(6):
            assert tick_when_due(world, escalation_id) is Move.ADVANCE
            asked_at.append(f"{world.clock():%a %H:%M}")
            keys.add(world.get(escalation_id).notice_key)
        assert asked_at == [
            *("Mon 17:00", "Tue 17:00", "Wed 17:00", "Thu 17:00", "Fri 17:00", "Mon 17:00")
        ]
        assert len(keys) == 6

    def test_counts_from_a_late_delivery(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.clock.advance(minutes=20)
        delivered_at = world.clock()
        world.clock.advance(minutes=15)
        assert world.tick(escalation_id, delivered_at=delivered_at) is Move.POSTPONE
        assert world.get(escalation_id).due_at == delivered_at + HOUR / 2
        world.clock.advance(minutes=15)
        assert world.tick(escalation_id, delivered_at=delivered_at) is Move.ADVANCE

    def test_leaves_everybody_their_time_when_one_of_them_goes(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.be_away(IVAN, days=30)
        assert tick_when_due(world, escalation_id) is Move.ADVANCE
        assert world.get(escalation_id).asked == [SOFIA]


class TestOwned:
    def test_is_reminded_half_way_at_the_time_and_then_loses_it(self, world: World) -> None:
        escalation_id = taken(world)
        told = []
        for _time in range(3):
            move = tick_when_due(world, escalation_id)
            told.append((move, f"{world.clock():%H:%M}"))
        assert told == [
            (Move.REMIND, "10:00"),
            (Move.REMIND, "11:00"),
            (Move.ADVANCE, "13:00"),
        ]
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.acknowledged_by) == (State.OPEN, None)
        # Up, and not from the start.
        assert (escalation.level, escalation.asked) == (2, [SOFIA])
        assert escalation.first_late_at == at("23 11:00")

    def test_keeps_it_if_another_time_is_promised(self, world: World) -> None:
        escalation_id = taken(world)
        for _time in range(2):
            tick_when_due(world, escalation_id)
        world.move(owning.promise, escalation_id, IVAN, until=at("24 12:00"))
        assert tick_when_due(world, escalation_id) is Move.REMIND
        assert f"{world.clock():%a %H:%M}" == "Mon 15:30"

    def test_is_not_reminded_half_way_when_the_time_has_come(self, world: World) -> None:
        """The bot was down."""
        escalation_id = taken(world)
        now(world, "23 15:00")
        assert world.tick(escalation_id) is Move.REMIND
        assert world.get(escalation_id).reminders == 2

    def test_gives_it_back_when_the_owner_is_away_at_the_time(self, world: World) -> None:
        escalation_id = taken(world, Urgency.LOW)
        world.be_away(IVAN, start=1, days=20)
        assert tick_when_due(world, escalation_id) is Move.POSTPONE
        assert tick_when_due(world, escalation_id) is Move.RELEASE
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level, escalation.asked) == (State.OPEN, 0, [BO])


class TestSnoozed:
    def test_is_owed_again_when_it_wakes(self, world: World) -> None:
        escalation_id = taken(world)
        world.move(owning.snooze, escalation_id, IVAN, until=at("25 09:00"), why=None)
        assert tick_when_due(world, escalation_id) is Move.WAKE
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.acknowledged_by) == (State.ACKNOWLEDGED, IVAN)
        assert escalation.promised_at == at("25 11:00")

    def test_is_asked_again_when_its_owner_is_away(self, world: World) -> None:
        escalation_id = taken(world)
        world.move(owning.snooze, escalation_id, IVAN, until=at("25 09:00"), why=None)
        world.be_away(IVAN, start=1, days=9)
        assert tick_when_due(world, escalation_id) is Move.RELEASE
        assert world.get(escalation_id).asked == [BO]


class TestAskedBack:
    def test_reminds_the_asker_each_working_day(self, world: World) -> None:
        escalation_id = taken(world)
        world.move(owning.ask_back, escalation_id, IVAN, question="Which export?")
        told = []
        for _time in range(4):
            assert tick_when_due(world, escalation_id) is Move.REMIND
            told.append(f"{world.clock():%a %H:%M}")
        assert told == ["Mon 11:00", "Tue 11:00", "Wed 11:00", "Thu 11:00"]
        assert world.get(escalation_id).state is State.ASKED_BACK


class TestAnswered:
    def test_is_accepted_without_a_word_after_two_working_days(self, world: World) -> None:
        now(world, "26 12:00")  # a Thursday
        escalation_id = answered(world)
        assert tick_when_due(world, escalation_id) is Move.REMIND
        assert f"{world.clock():%a %H:%M}" == "Fri 12:00"
        assert tick_when_due(world, escalation_id) is Move.ACCEPT
        assert f"{world.clock():%a %H:%M}" == "Mon 12:00"
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.accepted_by) == (State.ACCEPTED, None)
        assert (escalation.accepted_at, escalation.due_at) == (world.clock(), None)

    def test_waits_for_an_asker_who_is_away(self, world: World) -> None:
        escalation_id = answered(world)
        world.be_away(MAYA, days=11)
        assert tick_when_due(world, escalation_id) is Move.POSTPONE
        # She has a day when she is back, on a Friday.
        assert world.get(escalation_id).due_at == datetime(2026, 12, 7, 9, tzinfo=UTC)
        assert tick_when_due(world, escalation_id) is Move.REMIND


class TestWorkingTime:
    """Nothing is consumed while those who have to act do not work."""

    def test_a_night_consumes_no_level(self, world: World) -> None:
        now(world, "23 16:50")
        escalation = world.get(world.raise_one())
        assert escalation.due_at == at("24 09:20")

    def test_a_weekend_consumes_no_level(self, world: World) -> None:
        now(world, "27 16:00")
        escalation = world.get(world.raise_one(Urgency.NORMAL))
        assert escalation.due_at == at("30 12:00")

    def test_a_holiday_consumes_no_level(self, world: World) -> None:
        live_in(world, "America/New_York", IVAN, BO, country="US")
        now(world, "25 21:45")  # 16:45 there, on the eve of Thanksgiving
        escalation = world.get(world.raise_one())
        assert escalation.due_at == at("27 14:15")

    def test_a_high_one_at_two_at_night_is_asked_at_once_and_climbs_in_the_morning(
        self, world: World
    ) -> None:
        now(world, "24 02:00")
        escalation_id = world.raise_one()
        escalation = world.get(escalation_id)
        assert escalation.asked == [IVAN, BO]
        assert escalation.due_at == at("24 09:30")

    def test_somebodys_sleep_does_not_hold_up_a_colleagues_day(self, world: World) -> None:
        live_in(world, "Asia/Tokyo", IVAN)
        live_in(world, "America/Los_Angeles", BO)
        # In Tokyo it is 18:00, in Los Angeles 1:00.
        assert world.get(world.raise_one()).due_at == at("23 17:30")

    def test_an_absence_that_begins_meanwhile_lets_the_next_be_asked(self, world: World) -> None:
        now(world, "23 16:45")
        escalation_id = world.raise_one()
        for user_id in (IVAN, BO):
            world.be_away(user_id, start=1, days=14)
        now(world, "24 09:15")
        assert world.tick(escalation_id) is Move.ADVANCE
        assert world.get(escalation_id).asked == [SOFIA]
        assert world.history(escalation_id)[-1].passed == [[0, "away"], [1, "away"]]
        # Nobody was late.
        assert world.get(escalation_id).first_late_at is None

    def test_an_absence_that_is_known_ends_their_time(self, world: World) -> None:
        for user_id in (IVAN, BO):
            world.be_away(user_id, start=1, days=14)
        now(world, "23 16:45")
        assert world.get(world.raise_one()).due_at == at("24 00:00")

    def test_an_absence_that_begins_meanwhile_brings_the_stand_in(self, world: World) -> None:
        now(world, "23 16:45")
        escalation_id = world.raise_one()
        world.be_away(IVAN, start=1, days=14, stand_in="U0PIA")
        world.be_away(BO, start=1, days=14)
        now(world, "24 09:15")
        assert world.tick(escalation_id) is Move.ADVANCE
        escalation = world.get(escalation_id)
        assert (escalation.level, escalation.asked) == (0, ["U0PIA"])
        assert escalation.participants[-1].asked_for == IVAN

    def test_hours_that_changed_meanwhile_count(self, world: World) -> None:
        escalation_id = world.raise_one()
        live_in(world, "America/New_York", IVAN, BO)
        world.clock.advance(minutes=30)
        assert world.tick(escalation_id) is Move.POSTPONE
        assert world.get(escalation_id).due_at == at("23 14:30")

    @pytest.mark.parametrize(
        ("raised_at", "due_at"),
        [
            # Berlin's clocks go forward on Sunday 28 March 2027, and back on 31 October.
            ("2027-03-26T15:45+00:00", "2027-03-29T07:15+00:00"),
            ("2027-10-29T14:45+00:00", "2027-11-01T08:15+00:00"),
        ],
        ids=["forward", "back"],
    )
    def test_a_change_of_the_clocks_neither_adds_nor_takes(
        self, world: World, raised_at: str, due_at: str
    ) -> None:
        live_in(world, "Europe/Berlin", IVAN, BO)
        start = datetime.fromisoformat(raised_at)
        world.clock.advance(seconds=(start - world.clock()).total_seconds())
        assert world.get(world.raise_one()).due_at == datetime.fromisoformat(due_at)

    @pytest.mark.parametrize(
        ("set_up", "first", "told_at"),
        [
            (taken, Move.REMIND, "24 09:45"),
            (answered, Move.REMIND, "24 16:45"),
        ],
        ids=["owner", "asker"],
    )
    def test_a_night_consumes_no_reminder(
        self,
        world: World,
        set_up: Callable[[World], int],
        first: Move,
        told_at: str,
    ) -> None:
        now(world, "23 16:45")
        escalation_id = set_up(world)
        assert tick_when_due(world, escalation_id) is first
        assert world.clock() == at(told_at)

    def test_a_promise_for_a_sunday_is_reminded_of_on_monday(self, world: World) -> None:
        now(world, "27 09:00")
        escalation_id = taken(world)
        world.move(owning.promise, escalation_id, IVAN, until=at("29 12:00"))
        assert tick_when_due(world, escalation_id) is Move.REMIND
        assert world.clock() == at("27 13:00")
        assert tick_when_due(world, escalation_id) is Move.REMIND
        assert world.clock() == at("30 09:00")

    def test_somebody_without_any_hours_is_waited_for_by_the_clock(self, world: World) -> None:
        for user_id in (IVAN, BO):
            world.be_away(user_id, days=800)
        world.be_away(SOFIA, days=800)
        escalation_id = world.raise_one()
        escalation = world.get(escalation_id)
        assert (escalation.level, escalation.due_at) == (2, world.clock() + 8 * HOUR)
        assert tick_when_due(world, escalation_id) is Move.ADVANCE
