"""The lists, as they are read."""

from datetime import timedelta
from typing import Any

import pytest

from bot.ownership.blocks import lists
from bot.ownership.models import Page
from bot.ownership.rules.entries import Kind
from tests.ownership.blocks.drawn import AT, NOW, entry, team


def buttons(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the words and the value of every button."""
    elements = [each for block in blocks for each in block.get("elements", [])]
    elements += [block["accessory"] for block in blocks if "accessory" in block]
    return [(each["text"]["text"], each["value"]) for each in elements if each["type"] == "button"]


def listed(blocks: list[dict[str, Any]]) -> list[str]:
    """Return the paragraphs of a list."""
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


class TestEntryList:
    def test_says_who_answers_by_team(self) -> None:
        data = team("Data", id_=3)
        rows = (entry("A", about="All"), entry("B"), entry("C", of=data, id=8))
        text, blocks = lists.entry_list(Page(rows, 0, 3), Kind.OWNED, now=NOW)
        assert text == (
            "Who answers for what:\nA (IT): <@UIVAN> answers for it.\nB (IT): <@UIVAN> answers for "
            "it.\nC (Data): <@UIVAN> answers for it."
        )
        held = "<@UIVAN> answers for it. Responsible: <@UBO>."
        assert listed(blocks) == [
            "*IT*",
            f"*A*\nAll\n{held}",
            f"*B*\n{held}",
            "*Data*",
            f"*C*\n{held}",
        ]
        assert buttons(blocks) == []

    def test_says_what_nobody_has_confirmed(self) -> None:
        text, _blocks = lists.entry_list(
            Page((entry("A"),), 0, 1), Kind.OWNED, now=NOW + timedelta(days=180)
        )
        assert text.endswith(f"A (IT): <@UIVAN> answers for it, not confirmed since {AT}.")

    def test_says_what_teams_do(self) -> None:
        rows = (entry("Laptops", kind=Kind.SERVICE),)
        text, blocks = lists.entry_list(Page(rows, 0, 1), Kind.SERVICE, now=NOW)
        assert text == "What each team does for the others:\nLaptops (IT)"
        assert listed(blocks) == ["*IT*", "*Laptops*\nAsk with a ticket"]

    def test_has_buttons_for_those_who_may(self) -> None:
        rows = (entry("A", id=1), entry("B", id=2))
        _text, blocks = lists.entry_list(
            Page(rows, 0, 2), Kind.OWNED, now=NOW, changeable={2}, may_add=True, open_questions=2
        )
        assert buttons(blocks) == [
            ("Change", "2"),
            ("Remove", "2"),
            ("Add", "owned"),
            ("Show", "questions 0"),
        ]
        assert "2 questions wait for an answer of a lead." in listed(blocks)

    @pytest.mark.parametrize("kind", Kind)
    def test_says_how_to_begin(self, kind: Kind) -> None:
        text, blocks = lists.entry_list(Page((), 0, 0), kind, now=NOW, may_add=True)
        assert "*Add*" in text
        assert listed(blocks) == [text]


class TestPages:
    @pytest.mark.parametrize(
        ("number", "where", "leads_to"),
        [
            (0, "1 to 12 of 30", [("Later", "owned 1")]),
            (1, "13 to 24 of 30", [("Earlier", "owned 0"), ("Later", "owned 2")]),
            (2, "25 to 30 of 30", [("Earlier", "owned 1")]),
        ],
    )
    def test_say_where_and_lead_on(
        self, number: int, where: str, leads_to: list[tuple[str, str]]
    ) -> None:
        place, turn = lists.pages("owned", number, size=12, total=30)
        assert place["elements"][0]["text"] == where
        assert buttons([turn]) == leads_to

    def test_are_nothing_if_all_is_there(self) -> None:
        assert lists.pages("owned", 0, size=12, total=12) == []
