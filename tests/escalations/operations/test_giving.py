"""Giving an escalation away, on both databases: to somebody else, or to another team."""

import pytest

from bot.errors import InvalidInput
from bot.escalations.operations import giving
from bot.escalations.operations.checking import NotTheirs
from bot.escalations.rules import State
from bot.teams import queries as team_queries
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import TeamSetup
from tests.escalations.moments import HOUR, taken
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World


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
