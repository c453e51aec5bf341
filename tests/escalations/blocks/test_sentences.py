"""What people are told when an escalation moves, word by word."""

import pytest

from bot.escalations.blocks import asks, sentences
from bot.escalations.models import Participant
from bot.escalations.rules import Move, State
from tests.escalations.blocks.drawn import (
    BOTH_LEADS,
    ELEVEN,
    NINE,
    SPONSORS,
    TEN,
    escalation,
    moment,
    reopened,
)

TAKEN = escalation(State.ACKNOWLEDGED)
BY = f"by {moment(ELEVEN)}"


class TestMovedUp:
    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (
                BOTH_LEADS,
                "<@UMAYA>, nobody has answered ESC-12 in time. Please agree who takes it.",
            ),
            (SPONSORS, "<@USOFIA>, ESC-12 still has no answer. Please decide who takes it."),
        ],
    )
    def test_asks_those_of_the_level(self, level: int, expected: str) -> None:
        assert asks.moved_up(escalation(level=level)) == expected


class TestAskedDirectly:
    @pytest.mark.parametrize(
        ("level", "user_id", "asked_for", "why", "expected"),
        [
            (0, "UPIA", "UPIA", Move.RAISE, "<@UANA> raised ESC-12, and you are asked first."),
            (
                0,
                "UPIA",
                "UIVAN",
                Move.RAISE,
                "<@UIVAN> is away and you stand in for them, so I ask you about ESC-12.",
            ),
            (
                BOTH_LEADS,
                "UMAYA",
                "UMAYA",
                Move.ADVANCE,
                "Nobody has answered ESC-12 in time, so I ask you as a lead of Marketing.",
            ),
            (
                BOTH_LEADS,
                "UPIA",
                "UPIA",
                Move.ADVANCE,
                "Nobody has answered ESC-12 in time, so I ask you.",
            ),
            (
                SPONSORS,
                "USOFIA",
                "USOFIA",
                Move.ADVANCE,
                "Nobody has answered ESC-12 in time, so I ask you as the sponsor: please decide "
                "who takes it.",
            ),
            (
                SPONSORS,
                "USOFIA",
                "USOFIA",
                Move.JUMP,
                "ESC-12 was moved up, so I ask you as the sponsor: please decide who takes it.",
            ),
            (0, "UPIA", "UPIA", Move.REDIRECT, "ESC-12 is with IT now, and you are asked."),
            (0, "UPIA", "UPIA", Move.REOPEN, "<@UANA> reopened ESC-12, and you are asked again."),
        ],
    )
    def test_says_why(
        self, level: int, user_id: str, asked_for: str, why: Move, expected: str
    ) -> None:
        asked = Participant(user_id=user_id, asked_at=NINE, asked_for=asked_for)
        assert asks.asked_directly(escalation(level=level), asked, why=why) == expected


class TestReopened:
    def test_asks_those_of_the_level_and_who_answered(self) -> None:
        assert asks.reopened(reopened(level=SPONSORS)) == (
            "<@UBO> and <@USOFIA>: <@UANA> reopened ESC-12. Missing: It fails again"
        )

    def test_names_nobody_twice(self) -> None:
        assert asks.reopened(reopened()).startswith("<@UBO> and <@UIVAN>: ")


class TestReminder:
    def test_says_half_way_what_was_promised(self) -> None:
        half_way = escalation(State.ACKNOWLEDGED, reminders=1)
        assert asks.reminder(half_way) == f"You promised <@UANA> an answer to ESC-12 {BY}."

    def test_says_at_the_time_what_happens_otherwise(self) -> None:
        missed = escalation(State.ACKNOWLEDGED, reminders=2, first_late_at=TEN)
        assert asks.reminder(missed) == (
            f"You promised <@UANA> an answer to ESC-12 {BY}, and that has passed. Please answer, "
            "hand it over, or promise another time; else I ask the leads of both teams "
            f"{moment(TEN)}."
        )


class TestNews:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (
                sentences.acknowledged(TAKEN),
                f"<@UIVAN> has taken ESC-12 and promised an answer {BY}.",
            ),
            (
                sentences.promised(TAKEN),
                f"<@UIVAN> now promises the answer to ESC-12 {BY}.",
            ),
            (
                sentences.handed_over(TAKEN, by="UBO", why=None),
                f"<@UBO> handed ESC-12 over to <@UIVAN>. The answer is promised {BY}.",
            ),
            (
                asks.handed_to_you(TAKEN, by="UBO", why="I am on leave"),
                f"<@UBO> handed ESC-12 over to you: “I am on leave”. The answer is promised {BY}.",
            ),
            (
                sentences.redirected(escalation(), by="UMAYA", why=None),
                "<@UMAYA> gave ESC-12 to IT. Its time begins anew.",
            ),
            (
                sentences.snoozed(escalation(State.SNOOZED), why="The supplier is closed"),
                f"<@UIVAN> put ESC-12 off until {moment(ELEVEN)}: “The supplier is closed”.",
            ),
            (
                asks.woken(TAKEN),
                f"You put ESC-12 off until now. <@UANA> expects an answer {BY}.",
            ),
            (
                asks.replied_to_you(TAKEN, "All of them"),
                f"<@UANA> replied about ESC-12: “All of them” Your answer is promised {BY}.",
            ),
            (sentences.replied(TAKEN, "All of them"), "<@UANA> replied: All of them"),
            (
                sentences.answered(escalation(State.ANSWERED)),
                "<@UBO> answered ESC-12: Repaired",
            ),
            (
                sentences.accepted(escalation(State.ACCEPTED)),
                "ESC-12 is closed: its answer was accepted.",
            ),
            (
                sentences.accepted_without_a_word(escalation(State.ACCEPTED)),
                "You said nothing to the answer to ESC-12 for two working days, so it counts as "
                "accepted. If it will not do, please raise it again.",
            ),
            (
                sentences.withdrawn(escalation(State.WITHDRAWN)),
                "<@UANA> withdrew ESC-12: “It works again”. Nobody needs to do anything.",
            ),
            (
                sentences.joined(escalation(), by="UPIA", words="Our newsletter, too"),
                "<@UPIA> has the same problem as ESC-12: Our newsletter, too",
            ),
            (
                asks.jumped(escalation(level=SPONSORS), by="UANA", why="It burns"),
                "<@USOFIA>, <@UANA> moved ESC-12 up to you: It burns",
            ),
            (
                sentences.jumped_for_others(escalation(level=SPONSORS), by="UBO", why="It burns"),
                "<@UBO> moved ESC-12 up to the sponsors: It burns",
            ),
            (
                sentences.moved_up_for_others(escalation(level=BOTH_LEADS)),
                "Nobody answered ESC-12 in time. I have asked the leads of both teams.",
            ),
            (
                asks.released(escalation(), owner_id="UPIA"),
                "<@UIVAN> and <@UBO>, <@UPIA> had taken ESC-12 and is not here. Please agree who "
                "takes it.",
            ),
            (
                sentences.reopened_for_others(reopened()),
                "<@UANA> reopened ESC-12. Missing: It fails again",
            ),
            (
                sentences.inherited(escalation()),
                "<@UANA> raised ESC-12 and has left, so its answer comes to you.",
            ),
        ],
    )
    def test_says_who_did_what_and_by_when(self, said: str, expected: str) -> None:
        assert said == expected
