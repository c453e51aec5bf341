"""Having an escalation, on both databases: promised, put off, given away, asked back."""

from datetime import datetime, timedelta

import pytest

from bot.errors import InvalidInput, NotFound
from bot.escalations.operations import asking, owning
from bot.escalations.operations.checking import NotTheirs, TooLate
from bot.escalations.rules import State, Urgency
from tests.escalations import world as worlds
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

HOUR = timedelta(hours=1)


def taken(world: World, urgency: Urgency = Urgency.HIGH) -> int:
    """Ivan takes one that was raised just now, at 9 on Monday; return its id."""
    escalation_id = world.raise_one(urgency)
    world.move(owning.acknowledge, escalation_id, IVAN)
    return escalation_id


class TestAcknowledge:
    def test_makes_the_person_the_owner(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.clock.advance(minutes=3)
        world.move(owning.acknowledge, escalation_id, IVAN)
        escalation = world.get(escalation_id)
        assert escalation.state is State.ACKNOWLEDGED
        assert (escalation.acknowledged_by, escalation.acknowledged_at) == (IVAN, world.clock())
        assert escalation.first_owned_at == world.clock()

    @pytest.mark.parametrize(
        ("urgency", "promised_at"),
        [
            (Urgency.HIGH, "2026-11-23T11:00+00:00"),
            (Urgency.NORMAL, "2026-11-23T17:00+00:00"),
            (Urgency.LOW, "2026-11-25T17:00+00:00"),
        ],
    )
    def test_promises_an_answer_in_working_time(
        self, world: World, urgency: Urgency, promised_at: str
    ) -> None:
        escalation = world.get(taken(world, urgency))
        assert escalation.promised_at == datetime.fromisoformat(promised_at)

    def test_is_due_half_way(self, world: World) -> None:
        escalation = world.get(taken(world))
        assert (escalation.due_at, escalation.reminders) == (world.clock() + HOUR, 0)

    def test_tells_the_second_what_happened_meanwhile(self, world: World) -> None:
        escalation_id = taken(world)
        told = world.workspace_id, escalation_id
        with world.transaction() as session:
            with pytest.raises(TooLate, match=r"^ESC-1 is acknowledged meanwhile\.$") as refused:
                owning.acknowledge(session, *told, by=BO, now=world.clock())
            assert refused.value.escalation.acknowledged_by == IVAN
        assert world.get(escalation_id).acknowledged_by == IVAN

    @pytest.mark.parametrize("escalation_id", [0, 4711])
    def test_says_so_when_there_is_no_such_escalation(
        self, world: World, escalation_id: int
    ) -> None:
        with pytest.raises(NotFound, match=r"^I can't find this escalation any more\."):
            world.move(owning.acknowledge, escalation_id, IVAN)

    def test_finds_none_of_another_workspace(self, world: World) -> None:
        escalation_id = world.raise_one()
        elsewhere = worlds.build(world.transaction, world.clock, slack_id="T0ELSEWHERE")
        with pytest.raises(NotFound):
            elsewhere.move(owning.acknowledge, escalation_id, IVAN)
        assert world.get(escalation_id).state is State.OPEN


class TestPromise:
    def test_is_due_half_way_to_the_other_time(self, world: World) -> None:
        escalation_id = taken(world)
        until = world.clock() + 6 * HOUR
        world.move(owning.promise, escalation_id, IVAN, until=until)
        escalation = world.get(escalation_id)
        assert (escalation.promised_at, escalation.due_at) == (until, world.clock() + 3 * HOUR)

    def test_is_the_owners_alone(self, world: World) -> None:
        escalation_id = taken(world)
        for other in (BO, MAYA, SOFIA):
            with pytest.raises(NotTheirs):
                world.move(owning.promise, escalation_id, other, until=world.clock() + HOUR)

    @pytest.mark.parametrize("ahead", [timedelta(0), -HOUR, timedelta(days=31)])
    def test_refuses_what_is_past_or_far_away(self, world: World, ahead: timedelta) -> None:
        escalation_id = taken(world)
        with pytest.raises(InvalidInput) as refused:
            world.move(owning.promise, escalation_id, IVAN, until=world.clock() + ahead)
        assert refused.value.field == "until"

    def test_wakes_what_was_put_off(self, world: World) -> None:
        escalation_id = taken(world)
        later = world.clock() + timedelta(days=2)
        world.move(owning.snooze, escalation_id, IVAN, until=later, why=None)
        world.move(owning.promise, escalation_id, IVAN, until=world.clock() + HOUR)
        assert world.get(escalation_id).state is State.ACKNOWLEDGED


class TestSnooze:
    def test_is_due_when_it_is_to_be_looked_at_again(self, world: World) -> None:
        escalation_id, until = taken(world), world.clock() + timedelta(days=3)
        world.move(owning.snooze, escalation_id, IVAN, until=until, why="The supplier is closed")
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.due_at) == (State.SNOOZED, until)
        assert world.history(escalation_id)[-1].why == "The supplier is closed"

    def test_needs_an_owner(self, world: World) -> None:
        escalation_id = world.raise_one()
        with pytest.raises(NotTheirs):
            world.move(owning.snooze, escalation_id, IVAN, until=world.clock() + HOUR, why=None)


class TestAskBack:
    def test_makes_it_the_askers_turn_and_gives_back_what_was_left(self, world: World) -> None:
        escalation_id = taken(world)
        world.clock.advance(minutes=30)
        world.move(owning.ask_back, escalation_id, IVAN, question="Which export?")
        asked_back = world.get(escalation_id)
        assert (asked_back.state, asked_back.question) == (State.ASKED_BACK, "Which export?")
        assert (asked_back.due_at, asked_back.question_at) == (
            world.clock() + 2 * HOUR,
            world.clock(),
        )
        world.clock.advance(hours=4)
        world.move(owning.reply, escalation_id, MAYA, text="All of them")
        replied = world.get(escalation_id)
        assert (replied.state, replied.acknowledged_by) == (State.ACKNOWLEDGED, IVAN)
        # An hour and a half of two were left.
        assert replied.promised_at == world.clock() + 1.5 * HOUR
        assert world.history(escalation_id)[-1].why == "All of them"

    def test_gives_back_half_the_time_at_least(self, world: World) -> None:
        escalation_id = taken(world)
        world.clock.advance(hours=1, minutes=59)
        world.move(owning.ask_back, escalation_id, IVAN, question="Which export?")
        world.move(owning.reply, escalation_id, MAYA, text="All of them")
        assert world.get(escalation_id).promised_at == world.clock() + HOUR

    @pytest.mark.parametrize("by", [IVAN, BO, SOFIA])
    def test_is_for_the_asker_alone_to_reply_to(self, world: World, by: str) -> None:
        escalation_id = taken(world)
        world.move(owning.ask_back, escalation_id, IVAN, question="Which export?")
        with pytest.raises(NotTheirs):
            world.move(owning.reply, escalation_id, by, text="All of them")


class TestPut:
    def test_asks_exactly_these_people(self, world: World) -> None:
        escalation_id = world.raise_one()
        with world.transaction() as session:
            escalation = worlds.queries.get_escalation(
                session, workspace_id=world.workspace_id, escalation_id=escalation_id
            )
            asking.put(escalation, {BO: BO, "U0PIA": IVAN}, now=world.clock())
        escalation = world.get(escalation_id)
        assert escalation.asked == [BO, "U0PIA"]
        assert [each.asked_for for each in escalation.participants] == [None, BO, IVAN]
