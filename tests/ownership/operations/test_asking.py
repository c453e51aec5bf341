"""Questions that found no answer: kept once, counted, answered once."""

import pytest

from bot.ownership.operations.asking import AlreadyAnswered
from bot.ownership.operations.permitting import MayNot
from bot.ownership.queries import questions
from bot.ownership.rules.permissions import QuestionState
from tests.ownership.world import ANA, BO, IT, IVAN, MARKETING, MAYA, SOFIA, World


class TestKeep:
    def test_keeps_who_asked_what_and_when(self, world: World) -> None:
        question = world.ask("Who does the coffee?", team=MARKETING)
        assert (question.text, question.asked_by, question.times) == (
            "Who does the coffee?",
            ANA,
            1,
        )
        assert (question.asked_at, question.state) == (world.clock(), QuestionState.OPEN)
        assert question.asking_team_id == world.team_id(MARKETING)

    def test_counts_the_same_question_up(self, world: World) -> None:
        first = world.ask("Who does the coffee?")
        asked_at = world.clock()
        world.clock.advance(hours=1)
        again = world.ask("coffee", by=MAYA)
        assert (again.id, again.times, again.text) == (first.id, 2, "Who does the coffee?")
        assert (again.asked_by, again.asked_at, again.opened_at) == (ANA, asked_at, asked_at)

    @pytest.mark.parametrize(
        ("first", "second", "known"),
        [
            (MARKETING, MARKETING, True),
            (MARKETING, IT, False),
            (None, IT, False),
            (IT, None, False),
        ],
    )
    def test_is_from_a_team_only_if_all_are(
        self, world: World, first: str | None, second: str | None, known: bool
    ) -> None:
        world.ask("coffee", team=first)
        assert (world.ask("coffee", team=second).asking_team_id is not None) is known

    def test_waits_anew_when_an_answer_was_not_the_right_one(self, world: World) -> None:
        question = world.ask("coffee")
        world.answer(question.id)
        world.clock.advance(days=1)
        again = world.ask("coffee", by=MAYA)
        assert (again.id, again.state, again.opened_at) == (
            question.id,
            QuestionState.OPEN,
            world.clock(),
        )
        assert again.answer == "Ask Ivan"  # for the form
        assert world.answer(question.id, "Ask Bo")[1] == [MAYA]

    def test_is_each_workspaces_own(self, world: World) -> None:
        with world.transaction() as session:
            assert questions.count_open(session, world.workspace_id) == 0
        world.ask("coffee")
        with world.transaction() as session:
            assert questions.count_open(session, world.workspace_id) == 1
            assert questions.count_open(session, world.workspace_id + 1) == 0


class TestAnswer:
    @pytest.mark.parametrize("by", [MAYA, IVAN, BO])
    def test_is_for_leads_of_any_team(self, world: World, by: str) -> None:
        question = world.ask("coffee")
        world.ask("coffee", by=SOFIA)
        answered, told = world.answer(question.id, by=by)
        assert (answered.answer, answered.answered_by) == ("Ask Ivan", by)
        assert (answered.state, told) == (QuestionState.ANSWERED, [ANA, SOFIA])

    @pytest.mark.parametrize("by", [ANA, SOFIA])
    def test_is_for_nobody_else(self, world: World, by: str) -> None:
        with pytest.raises(MayNot) as refused:
            world.answer(world.ask("coffee").id, by=by)
        assert refused.value.permitted == [MAYA, IVAN, BO]

    def test_is_given_once(self, world: World) -> None:
        question = world.ask("coffee")
        world.answer(question.id)
        with pytest.raises(AlreadyAnswered) as refused:
            world.answer(question.id, "Ask Bo", by=BO)
        assert refused.value.question.answered_by == IVAN
        assert world.question(question.id).answer == "Ask Ivan"
