"""Why something cannot be done, word by word."""

import pytest

from bot.escalations.blocks import refusals
from bot.escalations.models import Escalation
from bot.escalations.rules import Move, State
from tests.escalations.blocks.drawn import NINE, TEN, escalation, moment, reopened


class TestNotTheirs:
    @pytest.mark.parametrize(
        ("state", "move", "expected"),
        [
            (State.ANSWERED, Move.ACCEPT, "Only <@UANA>, who raised ESC-12, can do that."),
            (State.OPEN, Move.WITHDRAW, "Only <@UANA>, who raised ESC-12, can do that."),
            (State.ACKNOWLEDGED, Move.SNOOZE, "Only <@UIVAN>, who has ESC-12, can do that."),
            (State.OPEN, Move.SNOOZE, "Nobody has ESC-12. Press Acknowledge first."),
            (
                State.ACKNOWLEDGED,
                Move.HAND_OVER,
                "Only <@UANA>, who raised ESC-12, whoever has it, and the leads and sponsors of "
                "its two teams can do that.",
            ),
        ],
    )
    def test_says_whose_it_is(self, state: State, move: Move, expected: str) -> None:
        assert refusals.not_theirs(escalation(state), move) == expected


class TestNotForYou:
    def test_says_whom_to_ask(self) -> None:
        assert refusals.not_for_you(escalation()) == (
            "ESC-12 is between its two teams. Ask <@UANA>, who raised it."
        )

    def test_names_nobody_of_a_private_one(self) -> None:
        assert refusals.not_for_you(escalation(private_at=NINE)) == (
            "ESC-12 is private: only the people on its ladder see it."
        )


class TestTooLate:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (escalation(State.ACKNOWLEDGED), f"<@UIVAN> took ESC-12, {moment(NINE)}."),
            (escalation(State.SNOOZED), f"<@UIVAN> took ESC-12, {moment(NINE)}."),
            (
                escalation(State.ASKED_BACK),
                f"<@UIVAN> has ESC-12 and asked <@UANA> for more, {moment(TEN)}.",
            ),
            (escalation(State.ANSWERED), f"<@UBO> answered ESC-12, {moment(TEN)}."),
            (
                escalation(State.ACCEPTED),
                f"ESC-12 is closed. <@UANA> accepted the answer, {moment(TEN)}.",
            ),
            (
                escalation(State.ACCEPTED, accepted_by=None),
                f"ESC-12 is closed. <@UANA> did not object to the answer, {moment(TEN)}.",
            ),
            (
                escalation(State.WITHDRAWN),
                f"ESC-12 is closed. <@UANA> withdrew it, {moment(TEN)}.",
            ),
            (reopened(), f"<@UANA> reopened ESC-12, {moment(TEN)}, and nobody has it."),
            (escalation(), f"<@UANA> raised ESC-12, {moment(NINE)}, and nobody has it."),
        ],
        ids=[
            *("taken", "put off", "asked back", "answered", "closed", "closed in silence"),
            *("withdrawn", "reopened", "raised"),
        ],
    )
    def test_says_who_did_what_when(self, row: Escalation, expected: str) -> None:
        assert refusals.too_late(row) == f"Nothing changed: {expected}"
