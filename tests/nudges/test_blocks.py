"""What people read who did not ask: Slack takes it, whatever waited."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nudges import blocks
from bot.nudges.models import QueuedNudge
from bot.slack import block_kit
from sandbox import validation

DIVIDER = {"type": "divider"}


def nudge(text: str, drawn: int = 0) -> QueuedNudge:
    """Return something that waits, with so many blocks."""
    return QueuedNudge(text=text, blocks=[DIVIDER] * drawn)


several = st.lists(
    st.builds(nudge, st.text(min_size=1, max_size=3000), st.integers(0, 50)), min_size=1
)


class TestFitting:
    def test_is_everything_that_fits(self) -> None:
        waiting = [nudge("a", 24), nudge("b", 24)]
        assert blocks.fitting(waiting) == waiting

    def test_leaves_what_does_not(self) -> None:
        waiting = [nudge("a", 24), nudge("b", 25), nudge("c", 1)]
        assert blocks.fitting(waiting) == waiting[:1]

    def test_leaves_what_would_be_too_much_to_read_out(self) -> None:
        waiting = [nudge("a" * 2000), nudge("b" * 1900), nudge("c" * 100)]
        assert blocks.fitting(waiting) == waiting[:2]

    def test_is_never_nothing(self) -> None:
        assert len(blocks.fitting([nudge("a" * 5000, 50), nudge("b")])) == 1

    @given(several)
    def test_makes_a_message_that_slack_takes(self, waiting: list[QueuedNudge]) -> None:
        shown = blocks.fitting(waiting)
        text, drawn = blocks.message(shown, more=len(waiting) - len(shown))
        assert not validation.message(drawn)
        assert text
        if len(shown) > 1:
            assert len(text) <= blocks.TEXT_MAX


class TestMessage:
    def test_is_one_alone_as_it_is(self) -> None:
        assert blocks.message([nudge("a", 2)], more=0) == ("a", [DIVIDER, DIVIDER])
        assert blocks.message([nudge("a")], more=0) == ("a", [block_kit.section("a")])

    def test_is_several_one_below_the_other(self) -> None:
        text, drawn = blocks.message([nudge("a"), nudge("b", 1)], more=0)
        assert text == "2 things wait for you\na\nb"
        assert drawn == [block_kit.header("2 things wait for you"), block_kit.section("a"), DIVIDER]

    def test_says_how_many_did_not_fit(self) -> None:
        text, drawn = blocks.message([nudge("a"), nudge("b")], more=4)
        assert text == "6 things wait for you\na\nb\nAnd 4 more: open my Home tab."
        assert drawn[-1] == block_kit.context("And 4 more: open my Home tab.")


class TestQuestion:
    @pytest.mark.parametrize(
        ("messages", "words"), [(1, "once"), (2, "twice"), (3, "three times"), (4, "4 times")]
    )
    def test_says_how_often_nobody_answered(self, messages: int, words: str) -> None:
        text, drawn = blocks.question(messages)
        assert text == f"I have written {words} and heard nothing. Shall I go on?"
        assert buttons(drawn) == ["Keep them coming", "Stop"]
        assert not validation.message(drawn)


class TestGoingOn:
    def test_can_be_stopped(self) -> None:
        text, drawn = blocks.going_on()
        assert text.startswith("Thank you. I go on")
        assert buttons(drawn) == ["Stop"]
        assert not validation.message(drawn)


class TestStopped:
    def test_can_be_taken_back_with_one_click(self) -> None:
        text, drawn = blocks.stopped()
        assert text.startswith("I have stopped.")
        assert buttons(drawn) == ["Start again"]
        assert not validation.message(drawn)


def buttons(drawn: list[dict[str, Any]]) -> list[str]:
    return [each["text"]["text"] for each in drawn[-1]["elements"]]
