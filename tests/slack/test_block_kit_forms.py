"""Modals and their fields: Slack takes them, empty or filled in beforehand."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.slack import block_kit
from sandbox import validation

AT = datetime(2026, 12, 4, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
YES, NO = block_kit.option("Yes", "y"), block_kit.option("No", "n")
ELEMENTS = {
    "text": block_kit.text_input(placeholder="Words"),
    "text filled in": block_kit.text_input(placeholder="Words", initial="Hi", multiline=True),
    "select": block_kit.select(placeholder="One", options=[YES, NO]),
    "select filled in": block_kit.select(placeholder="One", options=[YES, NO], initial=NO),
    "people": block_kit.people_select(placeholder="Some", limit=5),
    "people filled in": block_kit.people_select(placeholder="Some", initial=["U1"], limit=5),
    "person": block_kit.person_select(placeholder="One"),
    "person filled in": block_kit.person_select(placeholder="One", initial="U1"),
    "day": block_kit.date_input(),
    "day filled in": block_kit.date_input(initial="2026-12-04"),
    "checkboxes": block_kit.checkboxes([YES, NO]),
    "checkboxes filled in": block_kit.checkboxes([YES, NO], chosen=["y"]),
    "groups": block_kit.grouped_select(placeholder="One", groups={"All": [YES, NO]}),
    "groups filled in": block_kit.grouped_select(
        placeholder="One", groups={"All": [YES], "None": [NO]}, chosen="n"
    ),
    "radio buttons": block_kit.radio_buttons([YES, NO]),
    "radio buttons filled in": block_kit.radio_buttons([YES, NO], chosen="n"),
    "day and time": block_kit.datetime_input(),
    "day and time filled in": block_kit.datetime_input(initial=AT),
    "time": block_kit.time_input(initial="09:30"),
    "channel": block_kit.channel_select(placeholder="One"),
    "channel filled in": block_kit.channel_select(placeholder="One", initial="C1"),
}


def form(*blocks: dict[str, Any], title: str = "Form") -> dict[str, Any]:
    return block_kit.modal(title, blocks, callback_id="t.form", submit="Send", metadata="m")


def problems(view: dict[str, Any]) -> list[str]:
    return [str(problem) for problem in validation.view(view, "modal")]


class TestModal:
    def test_is_a_view(self) -> None:
        section = block_kit.section("Hi")
        assert form(section) == {
            "type": "modal",
            "callback_id": "t.form",
            "title": {"type": "plain_text", "text": "Form"},
            "submit": {"type": "plain_text", "text": "Send"},
            "close": {"type": "plain_text", "text": "Cancel"},
            "private_metadata": "m",
            "blocks": [section],
        }
        assert problems(form(section)) == []

    def test_only_informs_without_a_submit(self) -> None:
        view = block_kit.modal("Hi", [block_kit.section("Hi")], callback_id="t", submit=None)
        assert "submit" not in view
        assert problems(view) == []


class TestNotice:
    def test_says_one_thing(self) -> None:
        view = block_kit.notice("Too late", "<@U1> was faster.")
        assert view["blocks"] == [block_kit.section("<@U1> was faster.")]
        assert view["close"]["text"] == "Close"
        assert "submit" not in view
        assert problems(view) == []


class TestField:
    @pytest.mark.parametrize("element", ELEMENTS.values(), ids=ELEMENTS)
    def test_is_taken_with_every_element(self, element: dict[str, Any]) -> None:
        field = block_kit.field("Label", element, block_id="it", hint="A hint")
        assert field["element"]["action_id"] == "value"
        assert problems(form(field)) == []

    def test_has_no_hint_unless_there_is_one(self) -> None:
        field = block_kit.field("Label", ELEMENTS["text"], block_id="it")
        assert "hint" not in field
        assert problems(form(field)) == []

    def test_leaves_the_element_it_is_given_alone(self) -> None:
        block_kit.field("Label", ELEMENTS["text"], block_id="it")
        assert "action_id" not in ELEMENTS["text"]


class TestTextInput:
    def test_takes_what_slack_takes(self) -> None:
        element = block_kit.text_input(placeholder="Words")
        assert (element["min_length"], element["max_length"]) == (1, 3000)
        assert "initial_value" not in element

    def test_takes_less_if_asked(self) -> None:
        assert block_kit.text_input(placeholder="Name", limit=40)["max_length"] == 40


class TestOption:
    def test_is_cut_to_what_slack_shows(self) -> None:
        option = block_kit.option("word " * 20, "v")
        assert option["text"]["text"].endswith("…")
        select = block_kit.select(placeholder="One", options=[option])
        assert problems(form(block_kit.field("Label", select, block_id="it"))) == []

    def test_refuses_a_value_that_slack_would_refuse(self) -> None:
        assert block_kit.option("Long", "v" * 150)["value"] == "v" * 150
        with pytest.raises(ValueError, match="150 characters"):
            block_kit.option("Longer", "v" * 151)


class TestRadioButtons:
    def test_have_one_chosen_already(self) -> None:
        assert block_kit.radio_buttons([YES, NO], chosen="n")["initial_option"] == NO
        assert "initial_option" not in block_kit.radio_buttons([YES, NO], chosen="maybe")

    @pytest.mark.parametrize("count", [0, 11])
    def test_refuse_what_slack_would_refuse(self, count: int) -> None:
        with pytest.raises(ValueError, match=f"1 to 10 options here, not {count}"):
            block_kit.radio_buttons([YES] * count)


class TestDatetimeInput:
    def test_starts_at_an_instant(self) -> None:
        """Slack: a Unix time in seconds, shown in the zone of whoever chooses."""
        assert block_kit.datetime_input(initial=AT) == {
            "type": "datetimepicker",
            "initial_date_time": 1796373000,
        }


class TestChannelSelect:
    def test_offers_no_direct_messages_nor_bots(self) -> None:
        assert block_kit.channel_select(placeholder="One")["filter"] == {
            "include": ["public", "private"],
            "exclude_bot_users": True,
        }
