"""Forms that more than one person may have open, word for word."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import InvalidInput
from bot.slack import forms

WHEN = "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>"


@dataclass(frozen=True)
class Change:
    field: str
    before: Any
    after: Any
    by: str | None = "UIVAN"
    at: datetime = datetime(2026, 11, 23, 9, tzinfo=UTC)


def told(*changes: Change, mine: tuple[str, ...] = ()) -> list[str]:
    """Return what is said of these changes, block by block."""
    blocks = forms.told(
        "INI-7", changes, mine=mine, called=str.capitalize, shown=lambda _name, value: f"“{value}”"
    )
    return [block["text"]["text"] for block in blocks]


class TestWithoutVersion:
    def test_reads_what_was_drawn_for_any(self) -> None:
        drawn = {forms.block_id("title", 3): {"a": 1}, "plain": {"b": 2}}
        assert forms.without_version(drawn) == {"title": {"a": 1}, "plain": {"b": 2}}


class TestAtVersion:
    def test_puts_what_is_wrong_where_the_field_is(self) -> None:
        with pytest.raises(InvalidInput, match="Too long") as refused, forms.at_version(3):
            raise InvalidInput("title", "Too long.")
        assert refused.value.field == "title@3"


class TestTold:
    def test_says_who_changed_what_and_when(self) -> None:
        assert told(Change("title", "a", "b"), Change("why", "c", "d", by=None)) == [
            "*Nothing is saved yet: INI-7 was changed while you had this form open.* What you "
            "changed is still in the form, and the rest is as it is now. Please look, and save "
            "again.",
            f"• <@UIVAN> changed *Title* from “a” to “b”, {WHEN}.",
            f"• I changed *Why* from “c” to “d”, {WHEN}.",
        ]

    def test_says_what_both_changed(self) -> None:
        _opening, title, why = told(Change("title", 1, 2), Change("why", 1, 2), mine=("why",))
        assert title.endswith("”, " + WHEN + ".")
        assert why.endswith(f"{WHEN}. You changed it too: if you save, yours counts.")

    @pytest.mark.parametrize(
        ("number", "first"), [(21, "1 earlier change."), (25, "5 earlier changes.")]
    )
    def test_names_the_newest_of_many(self, number: int, first: str) -> None:
        lines = told(*(Change("title", each, each + 1) for each in range(number)))
        assert len(lines) == 22
        assert lines[1] == f"• {first}"
        assert f"from “{number - 1}” to “{number}”" in lines[-1]

    def test_says_nothing_when_nothing_was_changed(self) -> None:
        assert told() == []
