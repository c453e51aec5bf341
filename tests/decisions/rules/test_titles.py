"""Titles, and what names the message that a decision came from."""

import pytest

from bot.decisions.rules.titles import (
    TITLE_MAX,
    is_message,
    is_said_in,
    source_of_message,
    title_of,
)


class TestTitleOf:
    def test_is_the_first_line(self) -> None:
        assert title_of("\n  We move \nfrom March on") == "We move"

    def test_is_cut_with_an_ellipsis(self) -> None:
        assert title_of("x" * 200) == "x" * (TITLE_MAX - 1) + "…"

    def test_is_nothing_of_nothing(self) -> None:
        assert title_of(" \n ") == ""


class TestSourceOfMessage:
    def test_names_each_message_in_what_its_column_takes(self) -> None:
        first, second = source_of_message("C1", "1.1"), source_of_message("C11", ".1")
        assert first != second
        assert is_message(first)
        assert len(source_of_message("C" * 255, "1" * 40)) <= 32
        assert not is_message("ESC-1")


FIRST, ANSWER, OTHER = "1795424400.000100", "1795424460.000200", "1795424520.000300"
LINK = "https://acme.slack.com/archives/C0OLD/p1795424400000100"
LINK_OF_ANSWER = (
    f"https://acme.slack.com/archives/C0OLD/p1795424460000200?thread_ts={FIRST}&cid=C0OLD"
)


class TestIsSaidIn:
    @pytest.mark.parametrize(
        ("source", "permalink", "messages", "is_so"),
        [
            pytest.param(source_of_message("C1", FIRST), None, {FIRST}, True, id="this message"),
            pytest.param(
                source_of_message("C1", FIRST), None, {ANSWER, FIRST}, True, id="its thread"
            ),
            pytest.param(source_of_message("C2", FIRST), None, {FIRST}, False, id="elsewhere"),
            pytest.param(None, LINK, {ANSWER, FIRST}, True, id="its thread, by an old id"),
            pytest.param(None, LINK_OF_ANSWER, {ANSWER}, True, id="this answer"),
            pytest.param(None, LINK_OF_ANSWER, {OTHER, FIRST}, True, id="another answer"),
            pytest.param(None, LINK_OF_ANSWER, {OTHER}, False, id="another thread"),
            pytest.param("ESC-1", "https://example.com/p1", {FIRST}, False, id="no message"),
            pytest.param(None, None, {FIRST}, False, id="nothing"),
        ],
    )
    def test_knows_the_messages_of_one_thread(
        self, source: str | None, permalink: str | None, messages: set[str], is_so: bool
    ) -> None:
        found = is_said_in(source, permalink, channel_id="C1", messages=messages)
        assert found is is_so
