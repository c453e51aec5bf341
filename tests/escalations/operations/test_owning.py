"""Having an escalation, on both databases: promised, put off, given away, asked back."""

from datetime import datetime, timedelta

import pytest

from bot.errors import InvalidInput, NotFound
from bot.escalations.operations import asking, giving, owning
from bot.escalations.operations.checking import NotTheirs, TooLate
from bot.escalations.rules import State, Urgency
from bot.teams import queries as team_queries
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import TeamSetup
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


class TestHandOver:
    def hand_over(self, world: World, escalation_id: int, by: str, to: str, **more: bool) -> None:
        restart = more.get("restart", False)
        world.move(giving.hand_over, escalation_id, by, to=to, restart=restart, why=None)

    def test_lets_the_clock_go_on(self, world: World) -> None:
        escalation_id = taken(world)
        promised_at = world.get(escalation_id).promised_at
        world.clock.advance(hours=1)
        self.hand_over(world, escalation_id, IVAN, BO)
        escalation = world.get(escalation_id)
        assert (escalation.acknowledged_by, escalation.promised_at) == (BO, promised_at)
        assert escalation.due_at == world.clock() + HOUR / 2

    def test_gives_all_the_time_anew_if_asked_for(self, world: World) -> None:
        escalation_id = taken(world)
        world.clock.advance(hours=1)
        self.hand_over(world, escalation_id, IVAN, BO, restart=True)
        assert world.get(escalation_id).promised_at == world.clock() + 2 * HOUR

    def test_gives_all_the_time_anew_if_there_is_none_left(self, world: World) -> None:
        escalation_id = taken(world)
        world.clock.advance(hours=3)
        self.hand_over(world, escalation_id, IVAN, BO)
        assert world.get(escalation_id).promised_at == world.clock() + 2 * HOUR

    @pytest.mark.parametrize("by", [BO, MAYA, SOFIA])
    def test_is_for_whoever_answers_for_a_team_too(self, world: World, by: str) -> None:
        escalation_id = world.raise_one()
        self.hand_over(world, escalation_id, by, "U0NEW")
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.acknowledged_by) == (State.ACKNOWLEDGED, "U0NEW")

    def test_is_for_nobody_else(self, world: World) -> None:
        escalation_id = taken(world)
        with pytest.raises(NotTheirs):
            self.hand_over(world, escalation_id, "U0NEW", BO)

    @pytest.mark.parametrize("to", [IVAN, MAYA, "U0GONE"])
    def test_refuses_who_has_it_who_asks_and_who_has_left(self, world: World, to: str) -> None:
        world.leave("U0GONE")
        escalation_id = taken(world)
        with pytest.raises(InvalidInput) as refused:
            self.hand_over(world, escalation_id, IVAN, to)
        assert refused.value.field == "to"
        assert world.get(escalation_id).acknowledged_by == IVAN


class TestRedirect:
    def redirect(self, world: World, escalation_id: int, team: str, by: str = IVAN) -> None:
        with world.transaction() as session:
            teams = team_queries.list_teams(session, world.workspace_id)
            (to,) = [each for each in teams if each.name == team]
            giving.redirect(
                session,
                world.workspace_id,
                escalation_id,
                to=to,
                why=None,
                by=by,
                now=world.clock(),
            )

    def test_asks_the_other_team_from_its_first_level_on(self, world: World) -> None:
        with world.transaction() as session:
            setting_up.set_up(
                session,
                workspace_id=world.workspace_id,
                setups=[TeamSetup("Sales", "C0SALES0004", (SOFIA, "U0SAM"))],
                sponsor_id=SOFIA,
                by=SOFIA,
                now=world.clock(),
            )
        escalation_id = taken(world)
        world.clock.advance(hours=1)
        self.redirect(world, escalation_id, "Sales")
        escalation = world.get(escalation_id)
        assert (escalation.raising_team.name, escalation.answering_team.name) == (
            "Marketing",
            "Sales",
        )
        assert (escalation.state, escalation.level, escalation.asked) == (
            State.OPEN,
            0,
            [SOFIA, "U0SAM"],
        )
        assert escalation.acknowledged_by is escalation.promised_at is None
        assert escalation.card_key == escalation.notice_key != "ESC-1:card"

    def test_lets_the_two_change_places_if_the_asking_team_gets_it(self, world: World) -> None:
        escalation_id = world.raise_one(by="U0ANA")
        self.redirect(world, escalation_id, "Marketing")
        escalation = world.get(escalation_id)
        assert (escalation.raising_team.name, escalation.answering_team.name) == (
            "IT",
            "Marketing",
        )
        assert escalation.asked == [MAYA]

    def test_refuses_the_team_that_has_it(self, world: World) -> None:
        escalation_id = taken(world)
        with pytest.raises(InvalidInput):
            self.redirect(world, escalation_id, "IT")


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
