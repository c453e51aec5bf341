"""What a Home says of the week, to the letter."""

from datetime import date

import pytest
from hypothesis import given, settings

from bot.home.blocks import week as drawn
from bot.home.rules import Ahead, Away, Due, Week
from tests.slack.words import MARKUP, TEXTS, stays_isolated

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
SOON = "on Wed 25 Nov 2026"


def said(ahead: Ahead) -> list[str]:
    """Return what is said of what comes."""
    return [block["text"]["text"] for block in drawn.week(Week(0, 0, 0), ahead)[2:]]


class TestWeek:
    def test_says_nothing_of_what_does_not_come(self) -> None:
        assert said(Ahead(TUESDAY)) == []

    def test_names_what_is_due(self) -> None:
        due = [Due("INI-7", "Web shop", TUESDAY), Due("INI-9", "A <!channel>", WEDNESDAY)]
        assert said(Ahead(TUESDAY, due)) == [
            f"Due: *INI-7* “Web shop” today and *INI-9* “A &lt;!channel&gt;” {SOON}."
        ]

    def test_says_how_much_more_there_is(self) -> None:
        ahead = Ahead(
            TUESDAY,
            [Due("INI-7", "Web shop", WEDNESDAY), Due("INI-8", "Shop", WEDNESDAY)],
            1200,
            [Away("UBO", WEDNESDAY, WEDNESDAY, None)],
            1,
        )
        assert said(ahead) == [
            f"Due: *INI-7* “Web shop” {SOON}; *INI-8* “Shop” {SOON} and 1,200 more.",
            f"Away: <@UBO> {SOON} and 1 more.",
        ]

    @settings(derandomize=True, max_examples=50)
    @given(TEXTS)
    def test_lets_nobodys_words_become_anything_else(self, words: str) -> None:
        (line,) = said(Ahead(TUESDAY, [Due("INI-7", words, WEDNESDAY)]))
        assert MARKUP.findall(line) == []
        assert stays_isolated(line)
        assert "\n" not in line

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (TUESDAY, TUESDAY, "today"),
            (MONDAY, TUESDAY, "today"),
            (WEDNESDAY, WEDNESDAY, SOON),
            (MONDAY, WEDNESDAY, "until Wed 25 Nov 2026"),
            (TUESDAY, WEDNESDAY, "until Wed 25 Nov 2026"),
            (WEDNESDAY, date(2026, 12, 4), "from Wed 25 Nov 2026 until Fri 4 Dec 2026"),
        ],
    )
    def test_says_when_somebody_is_away(self, first: date, last: date, expected: str) -> None:
        ahead = Ahead(TUESDAY, away=[Away("UBO", first, last, "UIVAN")])
        assert said(ahead) == [f"Away: <@UBO> {expected} (<@UIVAN> stands in)."]
