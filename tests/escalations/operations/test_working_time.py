"""Nothing is consumed, no reminder and no level, while those who have to act do not work.

On both databases. Everybody works from 9 to 17, in UTC unless it says otherwise; 23 November 2026
is a Monday.
"""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.escalations.operations import answering, owning
from bot.escalations.rules import Move, State, Urgency
from bot.escalations.rules.advice import Call
from tests.escalations.moments import (
    HOUR,
    answered,
    at,
    live_in,
    next_move,
    now,
    taken,
    tick_when_due,
)
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

SetUp = Callable[[World], int]


def raised(world: World) -> int:
    """Ana of Marketing asks IT; return the escalation's id."""
    return world.raise_one(by="U0ANA")


def asked_back(world: World) -> int:
    """Ivan needs to know more of one that was raised just now; return its id."""
    escalation_id = taken(world)
    world.move(owning.ask_back, escalation_id, IVAN, question="Which export?")
    return escalation_id


WAITING = {
    "those asked": (raised, Move.ADVANCE),
    "owner": (taken, Move.REMIND),
    "asker, for a reply": (asked_back, Move.REMIND),
    "asker, for a verdict": (answered, Move.REMIND),
}
"""Who has to act, and what comes when they have had their time: 30 minutes, 1, 2, and 8 hours."""

NEXT_MORNING = ["09:15", "09:45", "10:45", "16:45"]


def each_waiting(*times: str) -> pytest.MarkDecorator:
    """Ask of each that waits, with when its time is over."""
    rows = [(*each, over) for each, over in zip(WAITING.values(), times, strict=True)]
    return pytest.mark.parametrize(("set_up", "move", "over"), rows, ids=list(WAITING))


class TestNights:
    @each_waiting(*(f"Tue 24 {time}" for time in NEXT_MORNING))
    def test_consume_nobodys_time(self, world: World, set_up: SetUp, move: Move, over: str) -> None:
        now(world, "23 16:45")
        assert next_move(world, set_up(world)) == (move, over)

    def test_let_a_high_one_be_asked_at_once_and_climb_in_the_morning(self, world: World) -> None:
        now(world, "24 02:00")
        escalation_id = raised(world)
        assert world.get(escalation_id).asked == [IVAN, BO]
        assert world.get(escalation_id).due_at == at("24 09:30")
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Tue 24 09:30")
        assert (world.get(escalation_id).level, world.get(escalation_id).asked) == (1, [MAYA])

    @pytest.mark.parametrize("minutes", [0, 1, 60, 6 * 60, 7 * 60 - 1])
    def test_let_nobody_be_late_whenever_the_clock_looks(self, world: World, minutes: int) -> None:
        now(world, "24 02:00")
        escalation_id = raised(world)
        world.clock.advance(minutes=minutes)
        assert world.tick(escalation_id) is Move.POSTPONE
        assert world.get(escalation_id).due_at == at("24 09:30")
        assert world.get(escalation_id).first_late_at is None

    def test_of_one_do_not_hold_up_a_colleagues_day(self, world: World) -> None:
        live_in(world, "Asia/Tokyo", IVAN)
        live_in(world, "America/Los_Angeles", BO)
        # In Tokyo it is 18:00, in Los Angeles 1:00.
        assert next_move(world, raised(world)) == (Move.ADVANCE, "Mon 23 17:30")

    def test_end_for_whoever_moved_when_theirs_do(self, world: World) -> None:
        escalation_id = raised(world)
        live_in(world, "America/New_York", IVAN, BO)
        world.clock.advance(minutes=30)
        assert world.tick(escalation_id) is Move.POSTPONE
        assert world.get(escalation_id).due_at == at("23 14:30")

    def test_do_not_take_an_owner_their_second_chance(self, world: World) -> None:
        now(world, "23 14:30")
        escalation_id = taken(world)
        told = [next_move(world, escalation_id) for _time in range(3)]
        assert told == [
            (Move.REMIND, "Mon 23 15:30"),
            (Move.REMIND, "Mon 23 16:30"),
            (Move.ADVANCE, "Tue 24 10:30"),
        ]


class TestWeekends:
    @each_waiting(*(f"Mon 30 {time}" for time in NEXT_MORNING))
    def test_consume_nobodys_time(self, world: World, set_up: SetUp, move: Move, over: str) -> None:
        now(world, "27 16:45")
        assert next_move(world, set_up(world)) == (move, over)

    def test_let_a_promise_for_a_sunday_be_reminded_of_on_monday(self, world: World) -> None:
        now(world, "27 09:00")
        escalation_id = taken(world)
        world.move(owning.promise, escalation_id, IVAN, until=at("29 12:00"))
        assert next_move(world, escalation_id) == (Move.REMIND, "Fri 27 13:00")
        assert next_move(world, escalation_id) == (Move.REMIND, "Mon 30 09:00")

    def test_do_not_make_sponsors_be_asked_again(self, world: World) -> None:
        now(world, "27 09:00")
        escalation_id = world.raise_one(call=Call.SPONSORS)
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Fri 27 17:00")
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Mon 30 17:00")

    def test_let_what_wakes_be_owed_in_working_time(self, world: World) -> None:
        now(world, "27 09:00")
        escalation_id = taken(world)
        world.move(owning.snooze, escalation_id, IVAN, until=at("28 12:00"), why=None)
        assert next_move(world, escalation_id) == (Move.WAKE, "Sat 28 12:00")
        assert world.get(escalation_id).promised_at == at("30 11:00")
        assert next_move(world, escalation_id) == (Move.REMIND, "Mon 30 10:00")


class TestHolidays:
    # In New York it is 16:45 on the eve of Thanksgiving.
    @each_waiting("Fri 27 14:15", "Fri 27 14:45", "Fri 27 15:45", "Fri 27 21:45")
    def test_consume_nobodys_time(self, world: World, set_up: SetUp, move: Move, over: str) -> None:
        live_in(world, "America/New_York", IVAN, BO, MAYA, country="US")
        now(world, "25 21:45")
        assert next_move(world, set_up(world)) == (move, over)

    def test_of_one_do_not_hold_up_a_colleague_elsewhere(self, world: World) -> None:
        live_in(world, "America/New_York", IVAN, country="US")
        live_in(world, "Europe/London", BO, country="GB")
        now(world, "26 10:00")
        assert next_move(world, raised(world)) == (Move.ADVANCE, "Thu 26 10:30")


class TestAbsencesOfThoseAsked:
    def test_that_are_known_end_their_time(self, world: World) -> None:
        for user_id in (IVAN, BO):
            world.be_away(user_id, start=1, days=14)
        now(world, "23 16:45")
        escalation_id = raised(world)
        assert world.get(escalation_id).due_at == at("24 00:00")
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Tue 24 00:00")
        assert world.get(escalation_id).asked == [MAYA]
        # Whose time begins when she works.
        assert world.get(escalation_id).due_at == at("24 09:30")

    def test_that_begin_meanwhile_let_the_next_be_asked_and_nobody_be_late(
        self, world: World
    ) -> None:
        now(world, "23 16:45")
        escalation_id = raised(world)
        for user_id in (IVAN, BO):
            world.be_away(user_id, start=1, days=14)
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Tue 24 09:15")
        assert world.get(escalation_id).asked == [MAYA]
        assert world.history(escalation_id)[-1].passed == [[0, "away"]]
        assert world.get(escalation_id).first_late_at is None

    def test_that_begin_meanwhile_bring_who_stands_in(self, world: World) -> None:
        now(world, "23 16:45")
        escalation_id = raised(world)
        world.be_away(IVAN, start=1, days=14, stand_in="U0PIA")
        world.be_away(BO, start=1, days=14)
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Tue 24 09:15")
        escalation = world.get(escalation_id)
        assert (escalation.level, escalation.asked) == (0, ["U0PIA"])
        assert escalation.participants[-1].asked_for == IVAN
        assert escalation.due_at == at("24 09:45")

    def test_leave_a_colleague_the_time_that_they_had(self, world: World) -> None:
        now(world, "23 16:45")
        escalation_id = raised(world)
        world.be_away(IVAN, start=1, days=14)
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Tue 24 09:15")
        assert world.get(escalation_id).asked == [MAYA]
        assert world.get(escalation_id).first_late_at == world.clock()

    def test_that_end_meanwhile_let_them_be_asked_again(self, world: World) -> None:
        """Both were away when it was raised; when it is reopened, they are back."""
        for user_id in (IVAN, BO):
            world.be_away(user_id, days=2)
        escalation_id = raised(world)
        assert (world.get(escalation_id).level, world.get(escalation_id).asked) == (1, [MAYA])
        now(world, "25 09:00")
        world.move(answering.answer, escalation_id, BO, text="Repaired", kind="unblocked")
        world.move(answering.reopen, escalation_id, "U0ANA", why="It fails again")
        assert set(world.get(escalation_id).asked) == {IVAN, BO, MAYA}

    def test_of_all_sponsors_let_them_be_asked_when_the_first_is_back(self, world: World) -> None:
        now(world, "23 16:00")
        escalation_id = world.raise_one(call=Call.SPONSORS)
        world.be_away(SOFIA, start=1, days=2)
        # An hour on Monday, and seven on Thursday.
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Thu 26 16:00")
        assert world.get(escalation_id).asked == [SOFIA]

    def test_of_everybody_are_waited_for_by_the_clock(self, world: World) -> None:
        for user_id in (IVAN, BO, SOFIA):
            world.be_away(user_id, days=800)
        escalation_id = world.raise_one()
        escalation = world.get(escalation_id)
        assert (escalation.level, escalation.due_at) == (2, world.clock() + 8 * HOUR)
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Mon 23 17:00")


class TestAbsencesOfTheOwner:
    def test_do_not_consume_the_reminder_half_way(self, world: World) -> None:
        """Three days are promised, until Thursday; the second is a day off."""
        escalation_id = taken(world, Urgency.LOW)
        world.be_away(IVAN, start=1)
        assert world.get(escalation_id).due_at == at("24 13:00")
        assert next_move(world, escalation_id) == (Move.REMIND, "Wed 25 09:00")
        assert world.get(escalation_id).reminders == 1
        assert next_move(world, escalation_id) == (Move.REMIND, "Thu 26 09:00")

    def test_at_the_promised_time_let_a_colleague_take_it(self, world: World) -> None:
        escalation_id = taken(world, Urgency.LOW)
        world.be_away(IVAN, start=1, days=20)
        assert next_move(world, escalation_id) == (Move.RELEASE, "Wed 25 17:00")
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level, escalation.asked) == (State.OPEN, 0, [BO])
        # It is their level's turn again, and nobody was late.
        assert (escalation.due_at, escalation.first_late_at) == (at("26 17:00"), None)

    def test_do_not_take_them_their_second_chance(self, world: World) -> None:
        """After the promise was missed three days are left; one of them is a day off."""
        escalation_id = taken(world, Urgency.LOW)
        for _time in range(2):
            next_move(world, escalation_id)
        assert world.clock() == at("26 09:00")
        world.be_away(IVAN, start=1)
        assert world.get(escalation_id).due_at == at("30 17:00")
        # Thursday, Monday and Tuesday, not Friday.
        assert next_move(world, escalation_id) == (Move.ADVANCE, "Wed 02 09:00")

    def test_when_it_wakes_let_a_colleague_take_it(self, world: World) -> None:
        escalation_id = taken(world)
        world.move(owning.snooze, escalation_id, IVAN, until=at("25 09:00"), why=None)
        world.be_away(IVAN, start=1, days=9)
        assert next_move(world, escalation_id) == (Move.RELEASE, "Wed 25 09:00")
        assert world.get(escalation_id).asked == [BO]


class TestAbsencesOfTheAsker:
    def test_consume_no_reminder(self, world: World) -> None:
        now(world, "23 16:00")
        escalation_id = asked_back(world)
        world.be_away(MAYA, start=1, days=2)
        assert next_move(world, escalation_id) == (Move.REMIND, "Thu 26 09:00")

    def test_do_not_count_as_silence(self, world: World) -> None:
        now(world, "23 10:00")
        escalation_id = answered(world)
        assert next_move(world, escalation_id) == (Move.REMIND, "Tue 24 10:00")
        world.be_away(MAYA, start=1)
        # Seven hours on Tuesday, one on Thursday.
        assert next_move(world, escalation_id) == (Move.ACCEPT, "Thu 26 10:00")

    def test_that_are_over_do_not_count_either(self, world: World) -> None:
        now(world, "23 10:00")
        escalation_id = answered(world)
        world.be_away(MAYA, start=1, days=3)
        now(world, "28 12:00")  # the bot was down
        assert world.tick(escalation_id) is Move.POSTPONE
        # An hour of her day is left: seven on Monday, and by then all of Friday.
        assert next_move(world, escalation_id) == (Move.REMIND, "Mon 30 09:00")


class TestDaylightSaving:
    @pytest.mark.parametrize(
        ("begins", "over"),
        [
            # Berlin's clocks go forward on Sunday 28 March 2027, and back on 31 October.
            (
                "2027-03-26T15:45+00:00",
                ["Mon 29 07:15", "Mon 29 07:45", "Mon 29 08:45", "Mon 29 14:45"],
            ),
            (
                "2027-10-29T14:45+00:00",
                ["Mon 01 08:15", "Mon 01 08:45", "Mon 01 09:45", "Mon 01 15:45"],
            ),
        ],
        ids=["forward", "back"],
    )
    @pytest.mark.parametrize("who", range(len(WAITING)), ids=list(WAITING))
    def test_neither_adds_to_anybodys_time_nor_takes_from_it(
        self, world: World, begins: str, over: list[str], who: int
    ) -> None:
        live_in(world, "Europe/Berlin", IVAN, BO, MAYA)
        start = datetime.fromisoformat(begins)
        world.clock.advance(seconds=(start - world.clock()).total_seconds())
        set_up, move = list(WAITING.values())[who]
        assert next_move(world, set_up(world)) == (move, over[who])


class TestSomebodyWhoChangesTheirHours:
    def test_is_waited_for_as_they_work_now(self, world: World) -> None:
        escalation_id = taken(world)
        live_in(world, "America/New_York", IVAN)
        assert tick_when_due(world, escalation_id) is Move.POSTPONE
        # Half-way, at 10:00, it is 5:00 there; at the promised time it is too.
        assert next_move(world, escalation_id) == (Move.REMIND, "Mon 23 14:00")
