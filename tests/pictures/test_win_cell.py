"""One win on a card: its colours can be read, and told apart."""

from itertools import pairwise

import pytest
from PIL import ImageColor

from bot.pictures import win_card, win_cell


class TestColours:
    @pytest.mark.parametrize(
        ("ink", "paper"),
        [
            (win_cell.INK, win_card.PAPER),
            (win_cell.GREY, win_card.PAPER),
            (win_cell.INK, win_cell.CELL),
            (win_cell.GREY, win_cell.CELL),
            (win_cell.ACCENT, win_cell.CELL),
            *[(ink, fill) for fill, ink in win_card.TEAM_COLOURS],
        ],
    )
    def test_are_legible(self, ink: str, paper: str) -> None:
        assert contrast(ink, paper) >= 4.5

    def test_are_told_apart_by_brightness_alone(self) -> None:
        fills = [fill for fill, _ink in win_card.TEAM_COLOURS]
        assert min(contrast(*pair) for pair in pairwise(fills)) >= 3


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 has it: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = (value / 255 for value in ImageColor.getrgb(colour)[:3])
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in shares]
    return sum(weight * it for weight, it in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
