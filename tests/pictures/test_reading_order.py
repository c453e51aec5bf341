"""The order in which the parts of a line stand, as the Unicode Bidirectional Algorithm has it."""

from dataclasses import dataclass
from itertools import groupby

import pytest

from bot.pictures.characters import clusters
from bot.pictures.reading_order import as_seen, is_from_the_right, levels


@dataclass(frozen=True)
class Part:
    text: str
    level: int


def seen(text: str) -> str:
    """Return the clusters as they stand, from the left: capitals are Hebrew, 5 to 9 Arabic."""
    written = clusters(text.translate(TO_HEBREW))
    found = levels(written, from_the_right=is_from_the_right("".join(written)))
    groups = groupby(zip(written, found, strict=True), lambda each: each[1])
    parts = [Part("".join(text for text, _ in group), level) for level, group in groups]
    stand = (part.text[::-1] if part.level % 2 else part.text for part in as_seen(parts))
    return "".join(stand).translate(FROM_HEBREW)


TO_HEBREW = {ord("A") + at: ord("א") + at for at in range(20)}
TO_HEBREW |= {ord("5") + at: ord("٥") + at for at in range(5)}
FROM_HEBREW = {there: here for here, there in TO_HEBREW.items()}


class TestLevels:
    @pytest.mark.parametrize(
        ("typed", "stands"),
        [
            ("", ""),
            ("abc def", "abc def"),
            ("ABC", "CBA"),
            ("abc DEF ghi", "abc FED ghi"),
            ("abc DEF GHI jkl", "abc IHG FED jkl"),
            ("ABC def GHI", "IHG def CBA"),
            ("ABC 12", "12 CBA"),
            ("ABC 12.34 D", "D 12.34 CBA"),
            ("ABC 78 D", "D 78 CBA"),
            ("ABC 24% D", "D 24% CBA"),
            ("abc DEF 12 ghi", "abc 12 FED ghi"),
            ("abc 12 DEF", "abc 12 FED"),
            ("-38 % abc", "-38 % abc"),
            ("ABC (def) G", "G )def( CBA"),
            ("abc DEF.", "abc FED."),
            ("ABC.", ".CBA"),
            ("ABC abc…", "…abc CBA"),
            ("12 AB", "BA 12"),
        ],
    )
    def test_order_words_and_numbers(self, typed: str, stands: str) -> None:
        assert seen(typed) == stands

    def test_put_signs_after_numbers_among_arabic_words(self) -> None:
        assert levels("ا 2,5%", from_the_right=True) == [1, 1, 2, 2, 2, 1]
        assert levels("א 2,5%", from_the_right=True) == [1, 1, 2, 2, 2, 2]


class TestIsFromTheRight:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [("", False), ("12 %", False), ("(אב) cd", True), ("ab אב", False), ("🎉 سلام", True)],
    )
    def test_asks_the_first_letter(self, text: str, expected: bool) -> None:
        assert is_from_the_right(text) is expected
