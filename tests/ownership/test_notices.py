"""Who is told what: those who were named, leads of other teams, and who asked."""

from collections.abc import Sequence

import pytest
import sqlalchemy

from bot.outbox.models import OutboxMessage
from bot.ownership import notices
from bot.teams import queries as team_queries
from tests.ownership.world import ANA, BO, IT, IVAN, MARKETING, MAYA, World


def ask_leads(world: World, text: str, *, by: str = ANA, team: str | None = None) -> Sequence[str]:
    """Let somebody ask, and the leads be told; return who was."""
    question = world.ask(text, by=by, team=team)
    with world.transaction() as session:
        teams = team_queries.list_teams(session, world.workspace_id)
        return notices.ask_leads(session, question, teams, by=by, now=world.clock())


class TestTellNamed:
    @pytest.mark.parametrize(("by", "told"), [(BO, [IVAN]), (IVAN, [])])
    def test_tells_whom_another_has_named(self, world: World, by: str, told: list[str]) -> None:
        entry_id = world.add(by=by)
        with world.transaction() as session:
            notices.tell_named(session, world.get(entry_id), now=world.clock())
        assert world.nudges() == [
            (
                user_id,
                f"<@{by}> has written down that you answer for *Newsletter exports* (IT).",
            )
            for user_id in told
        ]


class TestAskLeads:
    @pytest.mark.parametrize(
        ("by", "team", "told"),
        [
            (ANA, MARKETING, [IVAN, BO]),
            (ANA, IT, [MAYA]),
            (ANA, None, [MAYA, IVAN, BO]),
            (IVAN, None, [MAYA, BO]),
        ],
    )
    def test_tells_those_of_other_teams(
        self, world: World, by: str, team: str | None, told: list[str]
    ) -> None:
        assert ask_leads(world, "coffee", by=by, team=team) == told
        assert [user_id for user_id, _text in world.nudges()] == told

    def test_tells_them_once_however_often_it_is_asked(self, world: World) -> None:
        for _ in range(3):
            ask_leads(world, "coffee", team=MARKETING)
        assert len(world.nudges()) == 2

    def test_tells_them_again_when_an_answer_was_not_the_right_one(self, world: World) -> None:
        ask_leads(world, "coffee", team=IT)
        question, told = world.answer(world.ask("coffee", team=IT).id)
        with world.transaction() as session:
            notices.tell_answer(session, question, told, now=world.clock())
        assert world.nudges() == []
        world.clock.advance(days=1)
        ask_leads(world, "coffee", team=IT)
        assert [user_id for user_id, _text in world.nudges()] == [MAYA]


class TestTellAnswer:
    def test_writes_to_each_who_asked(self, world: World) -> None:
        world.ask("Who does the coffee?")
        question, told = world.answer(world.ask("coffee", by=MAYA).id, "Facility")
        with world.transaction() as session:
            notices.tell_answer(session, question, told, now=world.clock())
            rows = session.scalars(sqlalchemy.select(OutboxMessage).order_by(OutboxMessage.id))
            sent = [(row.destination, row.payload["text"]) for row in rows]
        text = f"You asked “Who does the coffee?”. <@{IVAN}> answers: Facility"
        assert sent == [(ANA, text), (MAYA, text)]
