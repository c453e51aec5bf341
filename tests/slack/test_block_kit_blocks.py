"""What messages and modals are made of: Slack takes it, however long the words are."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import block_kit
from bot.slack.block_kit import blocks, choices, forms
from sandbox import validation
from tests.slack.words import TEXTS

often = settings(derandomize=True, max_examples=100)
LONG = "word " * 1000
SOME_TEXT = st.one_of(TEXTS, st.just(LONG)).filter(lambda text: not block_kit.is_blank(text))


def problems(*blocks: dict[str, Any]) -> list[str]:
    return [str(problem) for problem in validation.message(list(blocks))]


class TestHeader:
    def test_is_plain_text(self) -> None:
        assert block_kit.header("ESC-1") == {
            "type": "header",
            "text": {"type": "plain_text", "text": "ESC-1"},
        }

    @often
    @given(SOME_TEXT)
    def test_is_taken_whatever_it_says(self, text: str) -> None:
        assert problems(block_kit.header(text)) == []

    def test_cannot_be_turned_around(self) -> None:
        assert block_kit.header("ESC-1: \u202eeno\u202c")["text"]["text"] == "ESC-1: eno"


class TestSection:
    def test_is_markup_in_which_slack_finds_nothing_by_itself(self) -> None:
        assert block_kit.section("*Hi* <@U1>") == {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Hi* <@U1>", "verbatim": True},
        }

    @often
    @given(SOME_TEXT)
    def test_is_taken_whatever_is_quoted_in_it(self, text: str) -> None:
        assert problems(block_kit.section(f"They said: {block_kit.quote(text)}")) == []


class TestWords:
    def test_are_plain_text(self) -> None:
        assert block_kit.words("<!channel> *now*") == {
            "type": "section",
            "text": {"type": "plain_text", "text": "<!channel> *now*", "emoji": True},
        }

    @often
    @given(SOME_TEXT)
    def test_are_taken_whatever_they_are(self, text: str) -> None:
        assert problems(block_kit.words(text)) == []

    def test_are_whole_up_to_what_a_form_takes(self) -> None:
        text = "x" * block_kit.INPUT_MAX
        assert block_kit.words(text)["text"]["text"] == text


class TestContext:
    def test_is_one_line_of_markup(self) -> None:
        assert block_kit.context("by <@U1>") == {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": "by <@U1>", "verbatim": True}],
        }

    def test_is_taken_however_long_it_is(self) -> None:
        # Slack's page on the context block names no limit for its texts; the text object's holds.
        assert len(block_kit.context(LONG)["elements"][0]["text"]) <= blocks.SECTION_MAX


class TestActions:
    def test_is_a_row_of_buttons(self) -> None:
        accept = block_kit.button("Accept", action_id="t.accept", value="7", style="primary")
        reopen = block_kit.button("Reopen", action_id="t.reopen", value="7")
        assert accept == {
            "type": "button",
            "text": {"type": "plain_text", "text": "Accept"},
            "action_id": "t.accept",
            "value": "7",
            "style": "primary",
        }
        assert "style" not in reopen
        row = block_kit.actions(accept, reopen)
        assert row == {"type": "actions", "elements": [accept, reopen]}
        assert problems(row) == []


class TestOverflow:
    OPTIONS = tuple(block_kit.option(f"Option {each}", str(each)) for each in range(6))

    def test_is_a_menu_beside_a_paragraph_or_buttons(self) -> None:
        menu = block_kit.overflow(self.OPTIONS[:2], action_id="t.more")
        assert menu == {
            "type": "overflow",
            "options": [
                {"text": {"type": "plain_text", "text": "Option 0"}, "value": "0"},
                {"text": {"type": "plain_text", "text": "Option 1"}, "value": "1"},
            ],
            "action_id": "t.more",
        }
        button = block_kit.button("Go", action_id="t.go", value="1")
        assert problems(block_kit.section("Hi", accessory=menu)) == []
        assert problems(block_kit.actions(button, menu)) == []

    def test_is_a_row_of_its_own(self) -> None:
        row = block_kit.overflow(self.OPTIONS[:5], action_id="t.more", block_id="more")
        assert row["block_id"] == "more"
        assert row["elements"] == [block_kit.overflow(self.OPTIONS[:5], action_id="t.more")]
        assert problems(row) == []

    @pytest.mark.parametrize("count", [0, 6])
    def test_refuses_what_slack_would_refuse(self, count: int) -> None:
        with pytest.raises(ValueError, match=f"1 to 5 options here, not {count}"):
            block_kit.overflow(self.OPTIONS[:count], action_id="t.more")

    @often
    @given(SOME_TEXT)
    def test_is_taken_whatever_it_offers(self, text: str) -> None:
        options = [block_kit.option(text, "v" * 150)] * choices.OVERFLOW_MAX
        menu = block_kit.overflow(options, action_id="t.more")
        assert problems(block_kit.section("Hi", accessory=menu)) == []


class TestLimits:
    """Source: docs.slack.dev/reference/block-kit; and the sandbox says the same."""

    @pytest.mark.parametrize(
        ("ours", "slacks"),
        [
            (blocks.HEADER_MAX, 150),
            (blocks.SECTION_MAX, 3000),
            (blocks.BUTTON_VALUE_MAX, 2000),
            (forms.INPUT_MAX, 3000),
            (forms.OPTION_MAX, 75),
            (forms.OPTION_VALUE_MAX, 150),
            (choices.OVERFLOW_MAX, 5),
            (choices.RADIO_MAX, 10),
        ],
    )
    def test_are_slacks(self, ours: int, slacks: int) -> None:
        assert ours == slacks

    def test_are_where_slack_begins_to_refuse(self) -> None:
        button = block_kit.button("Go", action_id="t.go", value="v" * blocks.BUTTON_VALUE_MAX)
        assert problems(block_kit.actions(button)) == []
        assert problems(block_kit.actions(button | {"value": button["value"] + "v"}))
