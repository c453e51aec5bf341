"""What a person reads."""

from typing import Any

import pytest

from sandbox import plain_text
from tests.sandbox.blocks import actions, button, input_, plain, section

NAMES = {"U1": "Maya Okafor", "C1": "it"}


class TestOfMrkdwn:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("plain", "plain"),
            ("*bold* and _italic_ and ~gone~", "bold and italic and gone"),
            ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
            ("`*code*` and ```_block_```", "*code* and _block_"),
            ("<@U1> in <#C1>", "@Maya Okafor in #it"),
            ("<@U9|somebody> in <#C9|elsewhere>", "@somebody in #elsewhere"),
            ("<!channel> <!here>", "@channel @here"),
            ("<!date^1795424400^{date}|23 November>", "23 November"),
            ("<https://example.com|the site>, <https://example.com>",
             "the site, https://example.com"),
            ("a &lt;b&gt; &amp; c", "a <b> & c"),
            ("مرحبا 👋", "مرحبا 👋"),
        ],
    )  # fmt: skip
    def test_reads(self, text: str, read: str) -> None:
        assert plain_text.of_mrkdwn(text, NAMES) == read


class TestOfBlocks:
    @pytest.mark.parametrize(
        ("block", "read"),
        [
            (section("*Stuck*"), "Stuck"),
            ({"type": "section", "fields": [{"type": "plain_text", "text": "*a*"}]}, "*a*"),
            ({"type": "header", "text": {"type": "plain_text", "text": "Big"}}, "Big"),
            (
                {
                    "type": "context",
                    "elements": [
                        {"type": "image", "image_url": "u", "alt_text": "Maya"},
                        {"type": "mrkdwn", "text": "raised it"},
                    ],
                },
                "Maya raised it",
            ),
            ({"type": "image", "image_url": "u", "alt_text": "A chart"}, "A chart"),
            (input_("a", "What?"), "What?"),
            ({"type": "markdown", "text": "# Hi"}, "# Hi"),
            (actions(button("Go")), ""),
            ({"type": "divider"}, ""),
            (
                {
                    "type": "table",
                    "rows": [
                        [{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]
                    ],
                },
                "a | b",
            ),
            (
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {"type": "text", "text": "Ask "},
                                {"type": "user", "user_id": "U1"},
                                {"type": "emoji", "name": "tada"},
                            ],
                        },
                        {
                            "type": "rich_text_list",
                            "style": "ordered",
                            "elements": [
                                {
                                    "type": "rich_text_section",
                                    "elements": [{"type": "text", "text": "one"}],
                                }
                            ],
                        },
                    ],
                },
                "Ask @Maya Okafor:tada:\n1. one",
            ),
        ],
    )
    def test_reads(self, block: dict[str, Any], read: str) -> None:
        assert plain_text.of_blocks([block], NAMES) == read


class TestOfOtherBlocks:
    @pytest.mark.parametrize(
        ("block", "read"),
        [
            ({"type": "section", "text": {"type": "plain_text"}}, ""),
            ({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}], 7]}, "a"),
            ({"text": {"text": "Hello"}}, "Hello"),
        ],
    )
    def test_are_read_as_far_as_they_go(self, block: Any, read: str) -> None:
        assert plain_text.of_blocks([block], NAMES) == read

    def test_are_read_word_by_word(self) -> None:
        card = {"type": "card", "block_id": "x", "title": plain("A card"), "body": plain("Says")}
        assert plain_text.of_blocks([card, {"type": "divider"}], NAMES) == "A card\nSays"

    def test_have_numbers_in_their_cells(self) -> None:
        row = [{"type": "raw_number", "value": 7}, {"type": "raw_text", "text": "a"}]
        assert plain_text.of_blocks([{"type": "table", "rows": [row]}], NAMES) == "7 | a"


class TestButtons:
    def test_lists_them_in_reading_order(self) -> None:
        blocks = [{**section("x"), "accessory": button("A")}, actions(button("B"), button("C"))]
        assert plain_text.buttons(blocks) == ["A", "B", "C"]
