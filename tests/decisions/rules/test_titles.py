"""Titles, and what names the message that a decision came from."""

from bot.decisions.rules.titles import TITLE_MAX, is_message, source_of_message, title_of


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
