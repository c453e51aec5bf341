"""Raising an escalation, on both databases."""

from datetime import timedelta

import pytest

from bot.escalations.operations.raising import AlreadyRaised
from bot.escalations.rules import Level, Move, State, Urgency
from tests.escalations import world as worlds
from tests.escalations.world import MAYA, World


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
        assert (escalation.state, escalation.level) == (State.OPEN, Level.LEADS)

    @pytest.mark.parametrize(
        ("urgency", "within"),
        [
            (Urgency.HIGH, timedelta(minutes=30)),
            (Urgency.NORMAL, timedelta(hours=4)),
            (Urgency.LOW, timedelta(days=1)),
        ],
    )
    def test_is_due_as_its_urgency_says(
        self, world: World, urgency: Urgency, within: timedelta
    ) -> None:
        escalation = world.get(world.raise_one(urgency))
        assert escalation.due_at == world.clock() + within

    def test_waits_for_its_card(self, world: World) -> None:
        escalation = world.get(world.raise_one())
        assert escalation.notice_key == escalation.card_key == "ESC-1:card"

    def test_is_the_first_line_of_its_history(self, world: World) -> None:
        (event,) = world.history(world.raise_one())
        assert (event.move, event.level, event.by) == (Move.RAISE, Level.LEADS, MAYA)
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
