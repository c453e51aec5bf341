"""Win cards: what they show, measured in their pixels, and what they say in words."""

import hashlib
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor

from bot.pictures import win_card
from bot.pictures.lettering import legible
from bot.pictures.win_card import Card, Person, Win, alt_text, draw
from tests.pictures.words import NAMES, ODD, words

Box = tuple[int, int, int, int]

MAYA, IVAN = Person("Maya Lind", "Marketing"), Person("Ivan Petrov", "IT")
FASTER = Win("The landing page loads faster", (MAYA, IVAN), "Faster site", "-38 % page load")
CALM = Win("A week on call without a call", (IVAN,), "Calm launches")
SCRIPTS = tuple(Person(name, script) for script, name in NAMES.items())
EVERYBODY = Card("Wins", tuple(Win(SCRIPTS[at].name, SCRIPTS[at : at + 6]) for at in (0, 5, 10)))
USUAL = Card("Wins of Mon 23 Nov", (FASTER, CALM), more=76)

people = st.builds(Person, words, words)
wins = st.builds(Win, words, st.lists(people, max_size=8).map(tuple), words, words)
cards = st.builds(Card, words, st.lists(wins, max_size=5).map(tuple), st.integers(0, 10**9))


def picture(card: Card) -> Image.Image:
    """Return the picture, as somebody who opens the file has it."""
    with Image.open(BytesIO(draw(card))) as opened:
        assert opened.format == "PNG"
        return opened.convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> Box | None:
    return ImageChops.difference(one, other).getbbox()


def hired(*names: str, team: str = "IT") -> Card:
    return Card("Wins", (Win("Done", tuple(Person(name, team) for name in names)),))


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class TestDraw:
    def test_draws_a_number_as_wide_as_its_room(self) -> None:
        assert picture(Card("Wins", (Win("", (), number="i" * 500),))).width == 1200

    @given(cards)
    @settings(max_examples=60)
    def test_draws_nothing_outside_of_the_margins(self, card: Card) -> None:
        drawn = picture(card)
        paper = Image.new("RGB", drawn.size, win_card.PAPER)
        box = difference(drawn, paper) or (600, 10, 600, 10)
        assert 30 <= box[0] <= box[2] <= 1200 - 30
        assert 1 <= box[1] <= box[3] < drawn.height
        assert drawn.width == 1200
        assert drawn.height <= 675

    @given(st.lists(words, min_size=3, max_size=6))
    @settings(max_examples=25)
    def test_lets_no_name_overlap_another(self, names: list[str]) -> None:
        nobody = picture(hired(*[""] * len(names)))
        boxes = [
            difference(
                nobody, picture(hired(*["" if at != own else name for at in range(len(names))]))
            )
            for own, name in enumerate(names)
        ]
        assert not [pair for pair in combinations(filter(None, boxes), 2) if overlap(*pair)]

    @pytest.mark.parametrize("wide", [*NAMES.values(), *ODD])
    def test_keeps_each_text_in_its_place(self, wide: str) -> None:
        full = (*[Person(wide, wide)] * 6, *[IVAN] * 1000)
        drawn = picture(Card(wide, (Win(wide, full, wide, wide),) * 4, more=1))
        between = drawn.crop((596, 56, 604, drawn.height - 40))
        assert between.getcolors() == [(between.width * between.height, PAPER)]

    def test_makes_the_same_picture_in_every_process(self) -> None:
        assert draw(EVERYBODY) == draw(EVERYBODY)
        here = hashlib.sha256(draw(EVERYBODY)).hexdigest()
        assert set(elsewhere("1", "2")) == {here}

    def test_draws_no_box_for_what_no_typeface_has(self) -> None:
        assert draw(hired("𒀀𐎠\ue000")) == draw(hired("\ufffe")) == draw(hired(""))
        assert draw(hired("Maya \ue000Lind")) == draw(hired("Maya Lind"))

    @pytest.mark.parametrize("script", NAMES)
    def test_draws_names_of_every_script(self, script: str) -> None:
        box = difference(picture(hired(NAMES[script])), picture(hired("")))
        assert box is not None
        assert box[2] - box[0] >= 30

    def test_writes_each_persons_team(self) -> None:
        box = difference(picture(hired("Bo", team="IT")), picture(hired("Bo", team="Sales")))
        assert box is not None
        assert box[3] - box[1] >= 15

    def test_gives_each_team_a_colour(self) -> None:
        colours = {colour for _count, colour in picture(USUAL).getcolors(10_000) or []}
        first, second, third = (ImageColor.getrgb(fill) for fill, _ink in win_card.TEAM_COLOURS[:3])
        assert {first, second} <= colours
        assert third not in colours

    def test_draws_every_win_in_a_place_of_its_own(self) -> None:
        four = (FASTER,) * 4
        other = Win("Another thing was done", (MAYA, Person("Bo", "IT")), "Goal", "+1 %")
        changed = [Card("Wins", (*four[:at], other, *four[at + 1 :])) for at in range(4)]
        boxes = {difference(picture(Card("Wins", four)), picture(card)) or () for card in changed}
        assert len(boxes - {()}) == 4
        assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]

    def test_counts_the_people_and_wins_that_it_does_not_draw(self) -> None:
        names = [f"Person {number}" for number in range(9)]
        assert draw(hired(*names)) != draw(hired(*names[:8])) != draw(hired(*names[:6]))
        four = Card("Wins", (FASTER,) * 4, more=1)
        assert draw(Card("Wins", (*four.wins, CALM))) == draw(four)
        assert picture(four).height - picture(Card("Wins", four.wins)).height > 30

    def test_can_be_empty(self) -> None:
        assert picture(Card("", ())).height < 100

    def test_is_small_enough_for_a_phone(self) -> None:
        assert len(draw(Card("Wins", (Win("W" * 500, (MAYA, IVAN) * 3),) * 4))) < 200_000


def elsewhere(*seeds: str) -> Iterator[str]:
    """Yield what processes with these seeds of `hash` draw."""
    program = (
        "import hashlib; from tests.pictures.test_win_card import EVERYBODY, draw;"
        "print(hashlib.sha256(draw(EVERYBODY)).hexdigest())"
    )
    for seed in seeds:
        yield subprocess.check_output(  # noqa: S603 (our own program)
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONHASHSEED": seed},
            text=True,
        ).strip()


PAPER = ImageColor.getrgb(win_card.PAPER)


class TestAltText:
    def test_says_all_that_is_shown(self) -> None:
        crowd = tuple(Person(f"P{number}", "IT") for number in range(8))
        card = Card("Wins of Mon 23 Nov", (FASTER, CALM, Win("Shipped!", crowd)), more=76)
        assert alt_text(card) == (
            "Wins of Mon 23 Nov: 3 wins, and 76 more in the thread."
            " 1. The landing page loads faster. Faster site: -38 % page load."
            " By 2 people: Maya Lind (Marketing) and Ivan Petrov (IT)."
            " 2. A week on call without a call. Calm launches. By 1 person: Ivan Petrov (IT)."
            " 3. Shipped! By 8 people: P0 (IT), P1 (IT), P2 (IT), P3 (IT), P4 (IT), P5 (IT)"
            " and 2 more."
        )

    @pytest.mark.parametrize(
        ("card", "text"),
        [
            (Card("", ()), "Wins: 0 wins."),
            (Card("Wins", (Win("", ()),)), "Wins: 1 win. 1. Something went well."),
            (Card("Wins", (CALM,) * 6, 1), "Wins: 4 wins, and 3 more in the thread."),
            (hired(""), "Wins: 1 win. 1. Done. By 1 person: somebody (IT)."),
            (hired("\x00Bo\u202e", team=" "), "Wins: 1 win. 1. Done. By 1 person: Bo."),
        ],
    )
    def test_has_words_for_what_is_missing(self, card: Card, text: str) -> None:
        assert alt_text(card).startswith(text)

    @given(cards)
    def test_is_shorter_than_slack_allows(self, card: Card) -> None:
        text = alt_text(card)
        assert len(text.encode("utf-16-le")) // 2 < 2000
        kinds = {unicodedata.category(each) for each in text}
        assert not kinds & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}

    def test_names_everybody_who_is_drawn_however_long_it_gets(self) -> None:
        long = [Person(f"{number:02} {'x' * 400}", "t" * 400) for number in range(40)]
        shown = [tuple(long[at : at + 10]) for at in range(0, 40, 10)]
        crowds = tuple(Win("w" * 400, each, "i" * 99, "n" * 99) for each in shown)
        text = alt_text(Card("T" * 400, crowds))
        drawn = [person.name[:4] for each in shown for person in each[:6]]
        assert [name for name in drawn if f" {name}" not in text] == []
        assert text.count("and 4 more") == 4

    def test_says_names_that_cannot_be_drawn(self) -> None:
        assert legible("𒀀") == ""
        assert "𒀀 (IT)" in alt_text(hired("𒀀"))
