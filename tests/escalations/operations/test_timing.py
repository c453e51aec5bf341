"""What the clock does, on both databases; it begins on Monday 23 November 2026 at 9 UTC."""

from datetime import UTC, datetime

from bot.escalations.operations import owning
from bot.escalations.rules import Move, State, Urgency
from bot.escalations.rules.advice import Call
from tests.escalations.moments import (
    HOUR,
    answered,
    at,
    now,
    taken,
    tick_when_due,
)
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World


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
