"""Raising an escalation, on both databases."""

from datetime import timedelta

import pytest

from bot.escalations.operations import answering
from bot.escalations.operations.raising import AlreadyOpen, AlreadyRaised
from bot.escalations.rules import DEFAULT, Move, State, Urgency
from bot.escalations.rules.advice import Call
from tests.escalations import world as worlds
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World


class TestRaise:
    def test_records_who_asks_whom_for_what(self, world: World) -> None:
        escalation = world.get(world.raise_one(Urgency.NORMAL))
        assert escalation.name == "ESC-1"
        assert (escalation.stuck, escalation.ask) == (
            "The export fails",
            "Somebody who repairs it",
        )
        assert escalation.raising_team.name == "Marketing"
        assert escalation.answering_team.name == "IT"
        assert (escalation.raised_by, escalation.raised_at) == (MAYA, world.clock())
        assert (escalation.state, escalation.level) == (State.OPEN, 0)

    @pytest.mark.parametrize(
        ("urgency", "within"),
        [
            (Urgency.HIGH, timedelta(minutes=30)),
            (Urgency.NORMAL, timedelta(hours=4)),
            (Urgency.LOW, timedelta(hours=8)),
        ],
    )
    def test_is_due_as_its_urgency_says(
        self, world: World, urgency: Urgency, within: timedelta
    ) -> None:
        escalation = world.get(world.raise_one(urgency))
        assert escalation.due_at == world.clock() + within

    def test_asks_the_leads_of_the_team_that_is_asked(self, world: World) -> None:
        escalation = world.get(world.raise_one())
        assert escalation.asked == [IVAN, BO]
        assert {each.asked_for for each in escalation.participants} == {IVAN, BO}

    def test_begins_higher_up_if_it_is_not_theirs_to_decide(self, world: World) -> None:
        escalation = world.get(world.raise_one(call=Call.SPONSORS))
        assert (escalation.level, escalation.highest_level) == (2, 2)
        assert escalation.asked == [SOFIA]

    def test_passes_over_leads_who_are_away(self, world: World) -> None:
        world.be_away(IVAN)
        world.be_away(BO)
        escalation_id = world.raise_one()
        assert world.get(escalation_id).asked == [SOFIA]
        (event,) = world.history(escalation_id)
        # Both leads are IT's, who are away, and Marketing's, who asks.
        assert event.passed == [[0, "away"], [1, "away"]]

    def test_keeps_the_ladder_as_it_was(self, world: World) -> None:
        first, second = (world.get(world.raise_one()) for _ in range(2))
        assert first.ladder_id == second.ladder_id
        assert first.ladder.rule == DEFAULT

    def test_waits_for_its_card(self, world: World) -> None:
        escalation = world.get(world.raise_one())
        assert escalation.notice_key == escalation.card_key == "ESC-1:card"

    def test_is_the_first_line_of_its_history(self, world: World) -> None:
        (event,) = world.history(world.raise_one())
        assert (event.move, event.level, event.by) == (Move.RAISE, 0, MAYA)
        assert (event.at, event.why) == (world.clock(), None)

    def test_takes_a_modal_once(self, world: World) -> None:
        first = world.raise_one(view_id="V1")
        with pytest.raises(AlreadyRaised, match=r"^This escalation has been sent already\.$"):
            world.raise_one(view_id="V1")
        assert len(world.history(first)) == 1

    def test_gives_no_number_to_a_modal_that_was_sent_before(self, world: World) -> None:
        world.raise_one(view_id="V1")
        with pytest.raises(AlreadyRaised):
            world.raise_one(view_id="V1")
        assert world.get(world.raise_one(view_id="V2")).name == "ESC-2"

    def test_counts_in_each_workspace_from_one(self, world: World) -> None:
        world.raise_one(view_id="V1")
        elsewhere = worlds.build(world.transaction, world.clock, slack_id="T0ELSEWHERE")
        assert elsewhere.get(elsewhere.raise_one(view_id="V1")).name == "ESC-1"

    def test_has_one_of_an_origin_at_a_time(self, world: World) -> None:
        first = world.raise_one(origin="message:C1:1.1")
        with pytest.raises(AlreadyOpen) as refused:
            world.raise_one(origin="message:C1:1.1")
        assert refused.value.escalation_id == first
        world.raise_one(origin="message:C1:2.2")
        world.move(answering.withdraw, first, MAYA, why=None)
        assert world.get(world.raise_one(origin="message:C1:1.1")).number == 3
