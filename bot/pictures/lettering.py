"""Lines of words in a picture, whatever they are written in: never longer than their room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil
from operator import itemgetter

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from bot.pictures.characters import clean, clusters, may_break
from bot.pictures.reading_order import as_seen, is_from_the_right, levels
from bot.pictures.typefaces import EMOJI, SHAPES, drawable, face

_MORE = "…"
_BASELINE = 0.76
"""Of a line's height: above it capitals and their accents, below it the tails of letters."""
_BEARING, _OVERHANG = 2, 5
"""Pixels that a letter may stand out of its room to either side, and of its line up and down."""
_MOST_IN_A_LINE = 5
"""Of the narrowest letters, how many stand in a room as wide as the style is large."""


@dataclass(frozen=True)
class Style:
    """How words look: pixels of their letters, and of the line that they stand on."""

    size: int
    line: int
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class _Run:
    """Clusters that one typeface draws, in one direction: at an odd level from the right."""

    text: tuple[str, ...]
    face: FreeTypeFont
    level: int

    @property
    def shown(self) -> str:
        """Its text, turned around by us where nobody else does it."""
        turned = self.level % 2 and not SHAPES
        return "".join(reversed(self.text) if turned else self.text)

    @property
    def direction(self) -> str | None:
        if not SHAPES:
            return None
        return "rtl" if self.level % 2 else "ltr"

    @cached_property
    def width(self) -> int:
        return ceil(self.face.getlength(self.shown, direction=self.direction))


Corner = tuple[int, int]
"""The upper left one of a line or paragraph."""


def legible(text: str) -> str:
    """Return what of a text can be drawn, on one line."""
    found = (drawable(each) for each in clusters(clean(text)))
    return " ".join("".join(each[0] for each in found if each).split())


def wrap(text: str, style: Style, room: int, lines: int = 1) -> list[str]:
    """Return the lines of a legible text, none wider than `room`; an ellipsis says it goes on."""
    wrapped: list[str] = []
    rest = tuple(clusters(text))
    most = room * _MOST_IN_A_LINE // style.size
    while rest and len(wrapped) < lines:
        if len(rest) <= most and _width(rest, style) <= room:
            return [*wrapped, "".join(rest)]
        end = _end_of_line(rest, style, room)
        if not end or len(wrapped) == lines - 1:
            return [*wrapped, _cut(rest, style, room)]
        wrapped.append("".join(rest[:end]).rstrip())
        rest = rest[end + 1 :] if rest[end].isspace() else rest[end:]
    return wrapped


def write_one(image: Image.Image, at: Corner, room: int, text: str, style: Style) -> int:
    """Write a legible text on one line, cut to its room; return the pixels that it takes."""
    return write(image, at, room, "".join(wrap(text, style, room)), style)


def write_paragraph(
    image: Image.Image, at: Corner, room: int, lines: Sequence[str], style: Style
) -> None:
    """Write lines below each other; where they are read from the right, they begin there."""
    from_the_right = is_from_the_right(" ".join(lines))
    for number, line in enumerate(lines):
        runs = _runs(clusters(line), style, from_the_right)
        below = (at[0], at[1] + number * style.line)
        _paint(image, (*below, room), runs, style, 1 if from_the_right else 0)


def write(
    image: Image.Image, at: Corner, room: int, line: str, style: Style, *, centred: bool = False
) -> int:
    """Write a line from its upper left corner on; return the pixels that it takes."""
    runs = _runs(clusters(line), style, is_from_the_right(line))
    return _paint(image, (*at, room), runs, style, 0.5 if centred else 0)


def _paint(
    image: Image.Image, at: tuple[int, int, int], runs: list[_Run], style: Style, shift: float
) -> int:
    """Draw through a mask: nothing can stand out of the room and the line's height.

    `at` is the corner, and the room beside it. `shift` is which share of the room that the words
    leave is before them.
    """
    left, top, room = at
    taken = min(room, sum(run.width for run in runs))
    mask = Image.new("L", (taken + 2 * _BEARING, style.line + 2 * _OVERHANG))
    pen = ImageDraw.Draw(mask)
    x, baseline = _BEARING, _OVERHANG + round(style.line * _BASELINE)
    for run in runs:
        pen.text((x, baseline), run.shown, 255, run.face, anchor="ls", direction=run.direction)
        x += run.width
    left += round((room - taken) * shift)
    image.paste(style.colour, (left - _BEARING, top - _OVERHANG), mask)
    return taken


def _width(parts: Sequence[str], style: Style) -> int:
    from_the_right = is_from_the_right("".join(parts))
    return sum(run.width for run in _runs(parts, style, from_the_right))


def _runs(parts: Sequence[str], style: Style, from_the_right: bool) -> list[_Run]:
    """Return the runs of a line as they stand, from the left."""
    looks = zip(_faces(parts), levels(parts, from_the_right=from_the_right), strict=True)
    logical = [
        _Run(tuple(part for part, _look in group), face(name, style.size, style.bold), level)
        for (name, level), group in groupby(zip(parts, looks, strict=True), itemgetter(1))
    ]
    return as_seen(logical)


def _faces(parts: Sequence[str]) -> Iterator[str]:
    """Yield each cluster's typeface; a space has that of the word before, to keep them one run."""
    name = ""
    for part in parts:
        found = drawable(part)
        if part.isspace():
            name = "" if name == EMOJI else name
        elif found:
            name = found[1]
        yield name


def _end_of_line(parts: Sequence[str], style: Style, room: int) -> int:
    """Return after how many clusters a line ends: after a word, or within one that is longer.

    It is 0 if the first cluster alone is longer than a line.
    """
    fitting = _longest(parts, style, room)
    ends = (at for at in range(fitting, 0, -1) if may_break(parts[at - 1], parts[at]))
    return next(ends, fitting)


def _cut(parts: Sequence[str], style: Style, room: int) -> str:
    fitting = _longest(parts, style, room - _width(_MORE, style))
    return "".join(parts[:fitting]).rstrip() + _MORE


def _longest(parts: Sequence[str], style: Style, room: int) -> int:
    """Return how many clusters fit into a room in which not all of them do.

    Measuring is dear: the search goes where the room would end if all clusters were as wide as
    those measured last.
    """
    least, most = 0, len(parts) - 1
    guess = room * 2 // style.size
    while least < most:
        guess = min(max(guess, least + 1), most)
        wide = _width(parts[:guess], style)
        if wide <= room:
            least = guess
        else:
            most = guess - 1
        guess = guess * room // wide if wide else most
    return least
