"""Which questions wait, and for whom."""

import pytest

from bot.ownership.queries import list_questions_for, questions
from tests.ownership.world import ANA, IT, MARKETING, MAYA, World


class TestListQuestionsFor:
    @pytest.mark.parametrize(
        ("asked_in", "of", "seen"),
        [
            (MARKETING, [IT], True),
            (MARKETING, [MARKETING], False),
            (MARKETING, [MARKETING, IT], True),
            (None, [MARKETING], True),
            (None, [], False),
            (MARKETING, [], False),
        ],
    )
    def test_has_those_of_other_teams(
        self, world: World, asked_in: str | None, of: list[str], seen: bool
    ) -> None:
        world.ask("coffee", team=asked_in)
        team_ids = [world.team_id(name) for name in of]
        with world.transaction() as session:
            found = list_questions_for(session, world.workspace_id, team_ids, limit=5)
        assert bool(found) is seen

    def test_leaves_out_what_is_answered_and_what_is_too_much(self, world: World) -> None:
        for text in ("coffee", "tea", "water", "milk"):
            world.ask(text)
            world.clock.advance(minutes=1)
        world.answer(world.ask("coffee").id)
        with world.transaction() as session:
            team_ids = [world.team_id_in(session, IT)]
            found = list_questions_for(session, world.workspace_id, team_ids, limit=2)
        assert [question.text for question in found] == ["tea", "water"]


class TestListOpen:
    def test_has_the_most_asked_first_in_pages(self, world: World) -> None:
        for text in ("coffee", "tea", "water"):
            world.ask(text)
            world.clock.advance(minutes=1)
        world.ask("water", by=MAYA)
        pages = []
        with world.transaction() as session:
            for number in (0, 1, 7):
                page = questions.list_open(session, world.workspace_id, number=number, size=2)
                pages.append([each.text for each in page.rows])
        assert pages == [["water", "coffee"], ["tea"], ["tea"]]


class TestListUntold:
    def test_has_each_who_asked_once(self, world: World) -> None:
        question = world.ask("coffee")
        world.ask("coffee", by=MAYA)
        world.ask("coffee", by=ANA)
        with world.transaction() as session:
            assert [each.user_id for each in questions.list_untold(session, question)] == [
                ANA,
                MAYA,
            ]
