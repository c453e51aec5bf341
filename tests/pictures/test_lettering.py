"""Lettering: lines are never longer than their room, and nothing is drawn outside of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.pictures.characters import clusters
from bot.pictures.lettering import Style, legible, wrap, write, write_one, write_paragraph
from bot.pictures.typefaces import drawable
from tests.pictures.words import NAMES, words

STYLE = Style(24, 32, "#000000")
rooms = st.integers(40, 400)


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around all that is drawn: left, top, right, bottom."""
    box = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert box is not None
    return box


def paper() -> Image.Image:
    return Image.new("RGB", (500, 120), "#ffffff")


def width(text: str, style: Style = STYLE) -> int:
    return write(paper(), (0, 0), 100_000, text, style)


class TestLegible:
    @given(words)
    def test_is_all_drawable(self, text: str) -> None:
        assert not [each for each in clusters(legible(text)) if drawable(each) is None]

    def test_leaves_out_what_no_typeface_has(self) -> None:
        assert legible("𒀀𐎠 Maya \ue000 Lind") == "Maya Lind"

    @pytest.mark.parametrize("script", NAMES)
    def test_keeps_every_script(self, script: str) -> None:
        assert legible(NAMES[script]) == NAMES[script]


class TestWrap:
    @given(words, rooms, st.integers(1, 3))
    def test_makes_no_line_longer_than_its_room(self, text: str, room: int, lines: int) -> None:
        wrapped = wrap(legible(text), STYLE, room, lines)
        assert len(wrapped) <= lines
        assert [line for line in wrapped if width(line) > room] == []

    @given(words, rooms)
    def test_loses_nothing_without_an_ellipsis(self, text: str, room: int) -> None:
        seen = legible(text)
        wrapped = wrap(seen, STYLE, room, 2)
        if "".join(wrapped).replace(" ", "") != seen.replace(" ", ""):
            assert wrapped[-1].endswith("…")

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("", []),
            ("Maya", ["Maya"]),
            ("Maya Lind has done it", ["Maya Lind", "has done it"]),
            ("Featherstonehaughs", ["Feathersto", "nehaughs"]),
            ("It was Featherstonehaugh of us", ["It was", "Featherst…"]),
            ("a" + "👩\u200d" * 7 + "👩", ["a", "…"]),
            ("読み込みが速い。", ["読み込み", "が速い。"]),
            ("一二三四五、六", ["一二三四", "五、六"]),
            ("一二三四五六。七八九十", ["一二三四", "五六。七…"]),
        ],
    )
    def test_breaks_where_readers_expect_it(self, text: str, lines: list[str]) -> None:
        room = 115 if text.startswith(("読", "一")) else 135
        assert wrap(text, STYLE, room, 2) == lines


class TestWrite:
    @given(words, rooms, st.booleans())
    def test_draws_within_its_room(self, text: str, room: int, bold: bool) -> None:
        image = paper()
        write_one(image, (50, 40), room, f"a{legible(text)}", Style(24, 32, "#000000", bold))
        left, top, right, bottom = ink(image)
        assert 48 <= left <= right <= 50 + room + 2
        assert 35 <= top <= bottom <= 77

    @pytest.mark.parametrize("line", ["W" * 40, "ש" * 40, "山" * 40])
    def test_cuts_off_what_nobody_has_wrapped(self, line: str) -> None:
        image = paper()
        assert write(image, (50, 40), 100, line, STYLE) == 100
        left, _top, right, _bottom = ink(image)
        assert 48 <= left <= right <= 152

    def test_tells_its_width(self) -> None:
        image = paper()
        taken = write(image, (50, 40), 400, "Maya Lind", STYLE)
        left, _top, right, _bottom = ink(image)
        assert abs(taken - (right - left)) <= 5

    def test_is_centred_if_asked(self) -> None:
        image = paper()
        write(image, (50, 40), 400, "OO", STYLE, centred=True)
        left, _top, right, _bottom = ink(image)
        assert abs((left + right) / 2 - 250) <= 1

    def test_has_the_first_word_on_the_right_where_it_is_read_from_there(self) -> None:
        mixed, latin = paper(), paper()
        write(mixed, (50, 40), 400, "אבג WWW", STYLE)
        write(latin, (50, 40), 400, "WWW", STYLE)
        left = ink(latin)
        assert list(mixed.crop(left).tobytes()) == list(latin.crop(left).tobytes())

    def test_joins_arabic_letters(self) -> None:
        joined, apart = width("ببب"), width("ب\u200cب\u200cب")
        assert joined < apart

    @pytest.mark.parametrize("cluster", ["👨‍👩‍👧‍👦", "👍🏽", "🇩🇪", "क्ष"])
    def test_draws_one_picture_for_one_cluster(self, cluster: str) -> None:
        assert width(cluster) < 2 * STYLE.size

    def test_has_room_for_marks_above_and_below(self) -> None:
        for text in ("ที่ปู่", "Ắ", "وَيِّ", "की हूँ"):
            image = paper()
            write(image, (50, 40), 400, text, STYLE)
            _left, top, _right, bottom = ink(image)
            assert top > 35
            assert bottom < 77


class TestWriteParagraph:
    @pytest.mark.parametrize(("line", "begins"), [("abc", 50), ("אבג", 250)])
    def test_begins_where_it_is_read_from(self, line: str, begins: int) -> None:
        image = paper()
        write_paragraph(image, (50, 20), 200, [line, line], STYLE)
        left, top, right, bottom = ink(image)
        assert min(abs(left - begins), abs(right - begins)) <= 3
        assert bottom - top > 40
