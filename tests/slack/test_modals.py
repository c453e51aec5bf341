"""Reading a filled form: what was entered, and the sentence below the field that was not."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import InvalidInput
from bot.slack import modals

READERS: dict[str, Callable[..., object]] = {
    "value": modals.text,
    "selected_option": modals.choice,
    "selected_conversation": modals.channel,
    "selected_user": modals.person,
    "selected_users": modals.people,
    "selected_date": modals.date,
    "selected_date_time": modals.instant,
}


def values(**element: Any) -> dict[str, dict[str, Any]]:
    """Return `view.state.values` with one field `it`, as Slack sends it."""
    return {"it": {"value": {"type": "any", **element}}}


class TestText:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("Hello", "Hello"),
            ("  two\nlines \n", "two\nlines"),
            ("<!channel>", "<!channel>"),  # as typed: it is escaped where it is drawn
            ("a\0b", "ab"),
            ("\u00a0x\u2003", "x"),
        ],
    )
    def test_is_what_was_typed(self, typed: str, read: str) -> None:
        assert modals.text(values(value=typed), "it", missing="Say it.") == read

    @pytest.mark.parametrize(
        "typed",
        ["", "   ", "\n\t", "\u00a0\u3000", "\0", "\u202e\u2066\u2069", "\u200b\ufeff", None],
    )
    def test_refuses_what_nobody_can_see(self, typed: str | None) -> None:
        with pytest.raises(InvalidInput, match=r"^Say it\.$") as refused:
            modals.text(values(value=typed), "it", missing="Say it.")
        assert refused.value.field == "it"


class TestChoice:
    def test_is_the_value_of_the_option(self) -> None:
        chosen = {"text": {"type": "plain_text", "text": "High"}, "value": "high"}
        assert modals.choice(values(selected_option=chosen), "it", missing="Choose.") == "high"


class TestChannel:
    def test_is_its_id(self) -> None:
        assert modals.channel(values(selected_conversation="C1"), "it", missing="x") == "C1"


class TestDate:
    def test_is_the_day_as_slack_writes_it(self) -> None:
        chosen = values(selected_date="2026-12-04")
        assert modals.date(chosen, "it", missing="x") == "2026-12-04"

    def test_may_be_left_out(self) -> None:
        assert modals.date(values(selected_date=None), "it") == ""


class TestPerson:
    def test_is_their_id(self) -> None:
        assert modals.person(values(selected_user="U1"), "it", missing="x") == "U1"


class TestPeople:
    def test_are_their_ids_in_order(self) -> None:
        chosen = values(selected_users=["U2", "U1"])
        assert modals.people(chosen, "it", missing="x") == ("U2", "U1")


class TestEveryReader:
    @pytest.mark.parametrize("name", READERS)
    @pytest.mark.parametrize(
        "state",
        [{}, {"it": {}}, {"it": {"value": None}}, {"it": {"value": {}}}, {"other": {"value": {}}}],
    )
    def test_refuses_what_is_not_there(self, name: str, state: dict[str, Any]) -> None:
        with pytest.raises(InvalidInput, match=r"^Please choose\.$") as refused:
            READERS[name](state, "it", missing="Please choose.")
        assert refused.value.field == "it"

    @pytest.mark.parametrize("name", READERS)
    @pytest.mark.parametrize("empty", [None, "", 0])
    def test_refuses_what_was_left_empty(self, name: str, empty: object) -> None:
        with pytest.raises(InvalidInput):
            READERS[name](values(**{name: empty}), "it", missing="Please choose.")


class TestChoices:
    def test_reads_every_one_that_is_ticked(self) -> None:
        ticked = values(selected_options=[{"value": "0"}, {"value": "4"}])
        assert modals.choices(ticked, "it") == ("0", "4")

    def test_needs_one_if_it_is_missing(self) -> None:
        assert modals.choices(values(selected_options=[]), "it") == ()
        with pytest.raises(InvalidInput, match="Choose one"):
            modals.choices(values(selected_options=[]), "it", missing="Choose one")


class TestInstant:
    def test_is_aware(self) -> None:
        chosen = values(selected_date_time=1628633820)  # the example of Slack's page
        at = datetime(2021, 8, 10, 22, 17, tzinfo=UTC)
        assert modals.instant(chosen, "it", missing="x") == at
        assert modals.instant(chosen, "it") == at

    def test_may_be_left_out(self) -> None:
        assert modals.instant(values(selected_date_time=None), "it") is None


class TestTime:
    def test_reads_what_was_chosen(self) -> None:
        assert modals.time(values(selected_time="09:30"), "it") == "09:30"
        assert modals.time(values(selected_time=None), "it") == ""
