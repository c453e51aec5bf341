"""Every text on the page stands out from its ground, in both themes, as WCAG 2.2 AA asks."""

import re
from pathlib import Path

import pytest

from sandbox import page

LOOKS = Path(page.__file__).with_name("page.css").read_text()
LEAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text below 24 pixels."""

PAIRS = [
    ("text", ("ground", "raised", "hover", "ephemeral", "mention-me")),
    ("faint", ("ground", "raised", "hover", "ephemeral", "mention-me", "line")),
    ("link", ("ground", "raised", "hover", "ephemeral", "mention", "mention-me")),
    ("warn", ("ground", "raised", "hover", "ephemeral")),
    ("code", ("code-ground",)),
    ("side-text", ("side", "side-hover")),
    ("white", ("side", "side-hover", "side-open", "choice", "go", "stop", "badge", "bot")),
    ("white", tuple(f"shade-{number}" for number in range(6))),
]


def themes() -> dict[str, dict[str, str]]:
    """Return the value of each variable in each theme."""
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", LOOKS, re.DOTALL)
    )
    white = {"white": "#ffffff"}
    return {"light": white | light, "dark": white | light | dark}


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class TestContrast:
    def test_is_measured_as_it_should_be(self) -> None:
        assert contrast("#ffffff", "#000000") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_is_enough_to_read(self, theme: str) -> None:
        colours = themes()[theme]
        ratios = {
            f"{text} on {ground}": contrast(colours[text], colours[ground])
            for text, grounds in PAIRS
            for ground in grounds
        }
        assert {pair: ratio for pair, ratio in ratios.items() if ratio < LEAST} == {}

    def test_knows_every_colour_of_a_text(self) -> None:
        """Whoever gives a text another colour adds it above."""
        named = set(re.findall(r"(?<![\w-])color: ([^;]+);", LOOKS))
        known = {f"var(--{text})" for text, _ in PAIRS} | {"#fff"}
        assert named <= known | {"var(--go)", "var(--done)", "inherit"}
