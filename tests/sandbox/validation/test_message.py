"""Every limit of Block Kit in messages, just kept and just broken."""

from typing import Any

import pytest

from sandbox import validation
from tests.sandbox.blocks import actions, button, input_, option, plain, section, select


def problems(*blocks: Any) -> list[str]:
    return [str(problem) for problem in validation.message(list(blocks))]


def text(kind: str, length: int) -> dict[str, Any]:
    return {"type": kind, "text": "x" * length}


def pick(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "a", **more}


def options(count: int) -> list[dict[str, Any]]:
    return [option(f"Option {number}", f"value-{number}") for number in range(count)]


CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("Really?"),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Hello ", "style": {"bold": True}},
                {"type": "user", "user_id": "U1"},
                {"type": "link", "url": "https://example.com"},
                {"type": "emoji", "name": "tada"},
                {"type": "date", "timestamp": 1795424400, "format": "{date}"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": []}],
        },
        {"type": "rich_text_quote", "elements": [{"type": "broadcast", "range": "here"}]},
    ],
}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, RICH]]}

CARD = {"type": "card", "title": text("mrkdwn", 150), "body": text("mrkdwn", 200)}
TASK = {"type": "task_card", "task_id": "1", "title": "Do it", "status": "complete"}

FINE = [
    [],
    [section("x" * 3000)],
    [{"type": "section", "fields": [text("mrkdwn", 2000)] * 10}],
    [{"type": "header", "text": text("plain_text", 150)}],
    [{"type": "divider", "block_id": "x" * 255}],
    [{"type": "context", "elements": [text("mrkdwn", 5)] * 10}],
    [{"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A"}],
    [{"type": "markdown", "text": "# Hi"}],
    [RICH],
    [TABLE],
    [actions(*[button("x" * 75, f"a{number}", value="v" * 2000) for number in range(25)])],
    [actions(button("Delete", style="danger", confirm=CONFIRM))],
    [{**section("x"), "accessory": pick("overflow", options=options(5))}],
    [{**section("x"), "accessory": select(initial_option=option("High", "high"))}],
    [actions(pick("static_select", options=options(100)))],
    [actions(pick("static_select",
        option_groups=[{"label": plain("Group"), "options": options(2)}]))],
    [actions(pick("users_select", placeholder=plain("Who?")))],
    [actions(pick("datepicker", initial_date="2026-12-24"), {"type": "timepicker"})],
    [actions(pick("checkboxes", options=options(10)))],
    [input_("a", "A")],
    [section("x")] * 50,
    [{"type": "context", "elements": [text("mrkdwn", 3000)]}],
    [{"type": "markdown", "text": "x" * 6000}] * 2,
    [{"type": "markdown", "text": "x" * 11_000}, section("x" * 2200)],
    [section("x" * 3000)] * 50,
    [{**TABLE, "column_settings": [None, {"align": "right", "is_wrapped": True}]}],
    [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 10_000}]]}],
    [actions(pick("workflow_button", text=plain("Run"), workflow={"trigger": {"url": "u"}}))],
    [input_("a", "A", pick("plain_text_input", min_length=3, max_length=3))],
    [{"type": "file", "external_id": "A1", "source": "remote"}],
    [{"type": "context_actions", "elements": [
        pick("icon_button", icon="trash", text=plain("Delete")),
        {"type": "feedback_buttons", "positive_button": {"text": plain("Good"), "value": "1"},
         "negative_button": {"text": plain("Bad"), "value": "0"}}]}],
    [CARD, {"type": "carousel", "elements": [CARD] * 10}],
    [{"type": "container", "title": plain("Box"), "child_blocks": [section("x"), TABLE]}],
    [{"type": "plan", "title": "Plan", "tasks": [{**TASK, "status": "pending"}]}, TASK],
    [{"type": "data_table", "caption": "A", "rows": [[{"type": "raw_text", "text": "a"}]] * 2}],
    [{"type": "data_visualization", "title": "A", "chart": {"type": "pie"}}] * 2,
]  # fmt: skip

WRONG: list[tuple[list[Any], str]] = [
    ([section("x")] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    (["x"], "must provide an object [json-pointer:/blocks/0]"),
    ([{}], "missing required field: type [json-pointer:/blocks/0]"),
    ([{"type": "nonsense"}], "unsupported type: nonsense [json-pointer:/blocks/0/type]"),
    ([{"type": "alert", "text": plain("x")}], "unsupported type: alert"),
    ([{"type": "divider", "colour": 1}], "invalid additional property: colour"),
    ([{"type": "divider", "block_id": "x" * 256}], "less than 256 characters"),
    ([{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    ([section("x" * 3001)], "less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([section("")], "more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([{"type": "section", "text": {"type": "mrkdwn", "text": 7}}], "must provide a string"),
    ([{"type": "section", "text": "x"}], "must provide an object [json-pointer:/blocks/0/text]"),
    ([{"type": "section", "text": {"type": "html", "text": "x"}}], "unsupported type: html"),
    ([{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items"),
    ([{"type": "section", "fields": [text("mrkdwn", 2001)]}], "/blocks/0/fields/0/text"),
    ([{"type": "section", "fields": "x"}], "must provide an array"),
    ([{"type": "header", "text": text("plain_text", 151)}], "less than 151 characters"),
    ([{"type": "header", "text": text("mrkdwn", 5)}], "unsupported type: mrkdwn"),
    ([{"type": "header"}], "missing required field: text [json-pointer:/blocks/0]"),
    ([{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items"),
    ([{"type": "context", "elements": []}], "must contain at least 1 items"),
    ([{"type": "context", "elements": [button("x")]}], "unsupported type: button"),
    ([{"type": "image", "image_url": "u"}], "missing required field: alt_text"),
    ([{"type": "image", "alt_text": "u"}], "either `image_url` or `slack_file`"),
    ([{"type": "markdown", "text": "x" * 12_001}], "less than 12001 characters"),
    ([actions()], "at least 1 items [json-pointer:/blocks/0/elements]"),
    ([actions(*[button("x", f"a{n}") for n in range(26)])], "no more than 25 items"),
    ([actions(button("x" * 76))], "less than 76 characters"),
    ([actions(button("x", value="v" * 2001))], "less than 2001 characters"),
    ([actions(button("x", url="u" * 3001))], "less than 3001 characters"),
    ([actions(button("x", "a" * 256))], "less than 256 characters"),
    ([actions(button("x", style="loud"))], "must be a valid enum value: primary, danger"),
    ([actions(button("x", confirm={}))], "missing required field: title"),
    ([actions(pick("static_select"))], "either `options` or `option_groups`"),
    ([actions(pick("static_select", options=options(101)))], "no more than 100 items"),
    ([actions(pick("static_select", options=[option("x" * 76, "v")]))], "less than 76"),
    ([actions(pick("static_select", options=[option("x", "v" * 151)]))], "less than 151"),
    ([actions(select(initial_option=option("Other", "o")))], "must match one of the provided"),
    ([actions(select(placeholder=plain("x" * 151)))], "less than 151 characters"),
    ([actions(pick("overflow", options=options(6)))], "no more than 5 items"),
    ([actions(pick("radio_buttons", options=options(11)))], "no more than 10 items"),
    ([actions(pick("multi_users_select", max_selected_items=0))], "must be between 1 and"),
    ([actions(pick("datepicker", initial_date="soon"))], "more than 9 characters"),
    ([actions(pick("datepicker", initial_date="2026-02-30"))], "must match the form YYYY-MM-DD"),
    ([actions(pick("timepicker", initial_time="24:30"))], "must match the form HH:mm"),
    ([actions({"type": "plain_text_input", "action_id": "a"})], "unsupported type"),
    ([input_("a", "x" * 2001)], "less than 2001 characters"),
    ([input_("a", "A", button("x"))], "unsupported type: button"),
    ([input_("a", "A", pick("plain_text_input", max_length=3001))], "must be between 1 and 3000"),
    ([input_("a", "A", pick("plain_text_input", multiline="yes"))], "must provide a boolean"),
    ([input_("a", "A", pick("number_input"))], "missing required field: is_decimal_allowed"),
    ([{"type": "rich_text", "elements": [plain("x")]}], "unsupported type: plain_text"),
    ([{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]}],
     "missing required field: style"),
    ([TABLE, TABLE], "only_one_table_allowed [json-pointer:/blocks/1]"),
    ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]}], "more than 20"),
    ([input_("a", "A"), input_("a", "B")], "`block_id` a already exists"),
    ([actions(button("A"), button("B"))], "/blocks/0/elements/1/action_id"),
    ([{"type": "context", "elements": [text("mrkdwn", 3001)]}], "less than 3001 characters"),
    ([{"type": "markdown", "text": "x" * 6001}] * 2,
     "`markdown` blocks: must be less than 12001 characters together [json-pointer:/blocks]"),
    ([{"type": "markdown", "text": "x" * 11_000}, section("x" * 2201)],
     "must be less than 13201 characters together, beside Markdown [json-pointer:/blocks]"),
    ([{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]}],
     "`table` blocks: must be less than 10001 characters together [json-pointer:/blocks]"),
    ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101}], "more than 100"),
    ([{**TABLE, "column_settings": [{"align": "top"}]}], "valid enum value: left, center, right"),
    ([TABLE, {"type": "data_table", "caption": "A", "rows": [[{}]] * 2}],
     "only_one_table_allowed [json-pointer:/blocks/1]"),
    ([{"type": "data_visualization", "title": "A", "chart": {}}] * 3,
     "no more than 2 charts allowed in a message [json-pointer:/blocks/2]"),
    ([{**section("x"), "accessory": pick("datetimepicker")}], "unsupported type: datetimepicker"),
    ([actions(pick("rich_text_input"))], "unsupported type: rich_text_input"),
    ([actions(pick("multi_static_select", options=options(3), initial_options=options(3),
                   max_selected_items=2))], "no more than 2 items allowed"),
    ([input_("a", "A", pick("file_input"))], "unsupported type: file_input"),
    ([input_("a", "A", pick("plain_text_input", min_length=4, max_length=3))],
     "must not be greater than `max_length` [json-pointer:/blocks/0/element/min_length]"),
    ([input_("a", "A", pick("number_input", is_decimal_allowed=True, min_value="four"))],
     "must be a number, as a string [json-pointer:/blocks/0/element/min_value]"),
    ([input_("a", "A", pick("number_input", is_decimal_allowed=True, min_value="4",
                            max_value="3.5"))], "must not be greater than `max_value`"),
    ([{"type": "image", "image_url": "u", "alt_text": "x" * 2001}], "less than 2001"),
    ([actions(button("x", confirm=CONFIRM | {"title": text("plain_text", 101)}))], "than 101"),
    ([actions(button("x", confirm=CONFIRM | {"text": text("mrkdwn", 301)}))], "than 301"),
    ([actions(button("x", confirm=CONFIRM | {"deny": text("plain_text", 31)}))], "than 31"),
    ([actions(button("x", accessibility_label="x" * 76))], "less than 76 characters"),
    ([{"type": "card"}], "either `hero_image` or `title` or `actions` or `body`"),
    ([{"type": "carousel", "elements": [CARD] * 11}], "no more than 10 items"),
    ([{"type": "container", "title": plain("Box"), "child_blocks": [CARD]}],
     "unsupported type: card [json-pointer:/blocks/0/child_blocks/0/type]"),
    ([{**TASK, "status": "pending"}], "must be a valid enum value: in_progress"),
    ([{"type": "plan", "title": "Plan", "tasks": [TASK] * 51}], "no more than 50 items"),
    ([{"type": "context_actions", "elements": [pick("icon_button", icon="trash",
        text=plain("x"))] * 6}], "no more than 5 items"),
]  # fmt: skip


class TestMessage:
    @pytest.mark.parametrize("blocks", FINE)
    def test_takes(self, blocks: list[Any]) -> None:
        assert problems(*blocks) == []

    @pytest.mark.parametrize(("blocks", "problem"), WRONG)
    def test_refuses(self, blocks: list[Any], problem: str) -> None:
        found = problems(*blocks)
        assert any(problem in each for each in found), found
        assert all(each.startswith("[ERROR] ") for each in found)
