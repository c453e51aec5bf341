"""What is said before an escalation can be raised, word by word."""

import pytest

from bot.escalations.blocks import introduction

FIRST = "Before you can escalate, I need to know your two teams and who leads them."


class TestSetUpFirst:
    def test_offers_the_set_up(self) -> None:
        text, blocks = introduction.set_up_first("", channel_id="CM")
        assert text == FIRST
        assert [block["type"] for block in blocks] == ["section", "actions"]
        (button,) = blocks[1]["elements"]
        assert (button["text"]["text"], button["action_id"]) == (
            "Set up",
            "escalations.begin",
        )

    def test_keeps_what_was_typed(self) -> None:
        text, blocks = introduction.set_up_first("It fails", channel_id="CM")
        assert text == f"{FIRST} Nothing is lost. You typed: It fails"
        assert blocks[2]["text"] == {"type": "plain_text", "text": "It fails", "emoji": True}
        assert blocks[-1]["elements"][0]["value"] == "CM It fails"

    @pytest.mark.parametrize(("length", "kept"), [(1997, True), (1998, False)])
    def test_says_so_when_it_is_too_long_to_keep(self, length: int, kept: bool) -> None:
        text, blocks = introduction.set_up_first("x" * length, channel_id="CM")
        value = blocks[-1]["elements"][0]["value"]
        assert (value == "CM " + "x" * length) is kept
        if not kept:
            assert value == "CM"
            assert "It is too long for me to keep, so please copy what you typed:" in text
            assert blocks[2]["text"]["text"] == "x" * length


class TestTooLong:
    def test_gives_everything_back(self) -> None:
        assert introduction.too_long("<" * 3001, 3000) == (
            "That is 3,001 characters, and the form takes 3,000. Please shorten it, or type "
            "`/escalate` alone and put the rest into the second field. You typed:\n" + "&lt;" * 3001
        )
