"""What is said about an escalation, word by word."""

import pytest

from bot.escalations.blocks import sentences
from bot.escalations.models import Escalation
from bot.escalations.rules import Level, State
from tests.escalations.blocks.drawn import NINE, TEN, escalation, moment, reopened

FIRST = "Before you can escalate, I need to know your two teams and who leads them."


class TestSetUpFirst:
    def test_offers_the_set_up(self) -> None:
        text, blocks = sentences.set_up_first("", channel_id="CM")
        assert text == FIRST
        assert [block["type"] for block in blocks] == ["section", "actions"]
        (button,) = blocks[1]["elements"]
        assert (button["text"]["text"], button["action_id"]) == (
            "Set up",
            "escalations.set_up_first",
        )

    def test_keeps_what_was_typed(self) -> None:
        text, blocks = sentences.set_up_first("It fails", channel_id="CM")
        assert text == f"{FIRST} Nothing is lost. You typed: It fails"
        assert blocks[2]["text"] == {"type": "plain_text", "text": "It fails", "emoji": True}
        assert blocks[-1]["elements"][0]["value"] == "CM It fails"

    @pytest.mark.parametrize(("length", "kept"), [(1997, True), (1998, False)])
    def test_says_so_when_it_is_too_long_to_keep(self, length: int, kept: bool) -> None:
        text, blocks = sentences.set_up_first("x" * length, channel_id="CM")
        value = blocks[-1]["elements"][0]["value"]
        assert (value == "CM " + "x" * length) is kept
        if not kept:
            assert value == "CM"
            assert "It is too long for me to keep, so please copy what you typed:" in text
            assert blocks[2]["text"]["text"] == "x" * length


class TestTooLong:
    def test_gives_everything_back(self) -> None:
        assert sentences.too_long("<" * 3001, 3000) == (
            "That is 3,001 characters, and the form takes 3,000. Please shorten it, or type "
            "`/escalate` alone and put the rest into the second field. You typed:\n" + "&lt;" * 3001
        )


class TestMovedUp:
    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (
                Level.BOTH_LEADS,
                "<@UIVAN>, <@UBO> and <@UMAYA>, nobody has taken ESC-12 in time. Please agree "
                "which of you takes it.",
            ),
            (
                Level.SPONSORS,
                "<@USOFIA>, ESC-12 still has no owner. Please decide who takes it.",
            ),
        ],
    )
    def test_asks_those_of_the_level(self, level: Level, expected: str) -> None:
        assert sentences.moved_up(escalation(level=level)) == expected


class TestReopened:
    def test_asks_those_of_the_level_and_who_answered(self) -> None:
        assert sentences.reopened(reopened(level=Level.SPONSORS)) == (
            "<@UBO> and <@USOFIA>: <@UMAYA> reopened ESC-12. Missing: It fails again"
        )

    def test_names_nobody_twice(self) -> None:
        assert sentences.reopened(reopened()).startswith("<@UBO> and <@UIVAN>: ")


class TestAcknowledged:
    def test_names_the_owner(self) -> None:
        assert sentences.acknowledged(escalation(State.ACKNOWLEDGED)) == (
            "<@UIVAN> has taken ESC-12 and owes you an answer."
        )


class TestOnlyTheRaiser:
    def test_names_the_raiser(self) -> None:
        assert sentences.only_the_raiser(escalation(State.ANSWERED)) == (
            "Only <@UMAYA>, who raised ESC-12, can accept its answer or reopen it."
        )


class TestTooLate:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (escalation(State.ACKNOWLEDGED), f"<@UIVAN> took ESC-12, {moment(NINE)}."),
            (escalation(State.ANSWERED), f"<@UBO> answered ESC-12, {moment(TEN)}."),
            (
                escalation(State.ACCEPTED),
                f"ESC-12 is closed. <@UMAYA> accepted the answer, {moment(TEN)}.",
            ),
            (
                reopened(),
                f"<@UMAYA> reopened ESC-12, {moment(TEN)}, and nobody has answered since.",
            ),
            (
                escalation(),
                f"<@UMAYA> raised ESC-12, {moment(NINE)}, and nobody has answered since.",
            ),
        ],
        ids=["taken", "answered", "closed", "reopened", "raised"],
    )
    def test_says_who_did_what_when(self, row: Escalation, expected: str) -> None:
        assert sentences.too_late(row) == f"Nothing changed: {expected}"
