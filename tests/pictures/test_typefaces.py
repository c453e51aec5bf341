"""Typefaces: every script has one, and what has none is not drawn."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import features

from bot.pictures import typefaces
from bot.pictures.characters import clean, clusters
from bot.pictures.typefaces import drawable
from tests.pictures.words import NAMES


class TestDrawable:
    @pytest.mark.parametrize("script", NAMES)
    def test_has_every_script(self, script: str) -> None:
        found = [(each, drawable(each)) for each in clusters(clean(NAMES[script]))]
        assert [each for each, look in found if look is None or look[0] != each] == []

    @pytest.mark.parametrize(
        ("cluster", "plain"), [("𝓜", "M"), ("Ｍ", "Ｍ"), ("ﬁ", "ﬁ"), ("a🏽", "a"), ("a\u05b8", "a")]
    )
    def test_makes_fancy_letters_plain(self, cluster: str, plain: str) -> None:
        found = drawable(cluster)
        assert found is not None
        assert found[0] == plain

    @pytest.mark.parametrize("cluster", ["𒀀", "\ue000", "\U0010fffe"])
    def test_has_nothing_for_what_no_typeface_has(self, cluster: str) -> None:
        assert drawable(cluster) is None

    @pytest.mark.parametrize(("cluster", "name"), [("❤️", "Emoji"), ("1️⃣", "Emoji"), ("1", "")])
    def test_draws_as_emoji_what_is_meant_so(self, cluster: str, name: str) -> None:
        assert drawable(cluster) == (cluster, name)


class TestShapes:
    def test_is_what_pillow_says(self) -> None:
        assert typefaces.SHAPES is bool(features.check("raqm"))

    def test_can_be_missing(self) -> None:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-c", WITHOUT_RAQM],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
            text=True,
        )
        assert done.stdout.split() == ["False", "PNG"]


WITHOUT_RAQM = """
from PIL import features
features.check = lambda feature: False
from bot.pictures import typefaces, win_card
from tests.pictures.words import NAMES
people = tuple(win_card.Person(name, name) for name in NAMES.values())
wins = tuple(win_card.Win(name, people[at:], name) for at, name in enumerate(NAMES.values()))
drawn = [win_card.draw(win_card.Card(name, wins[at:])) for at, name in enumerate(NAMES.values())]
print(typefaces.SHAPES, *{picture[1:4].decode() for picture in drawn})
"""
