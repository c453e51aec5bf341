"""A column for each week, or the like: how many, and how many of them are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageDraw import ImageDraw as Pen

SIZE = (960, 640)
"""Pixels. Slack shows it about 360 wide: what is to be read there is written thrice as large."""

_MARGIN = 40
_TOP, _BASE = 186, 544
_LINE, _LINES = 36, 2
"""A line of a label, and for how many there is room: the columns end higher for each one more."""

_SWATCH = 28
_TITLE_SIZE, _SIZE = 36, 29
_SHARE = 0.62
"""Of the room of a column, what it fills."""

_PAPER, _INK, _GREY = "#ffffff", "#1d1c1d", "#5e5d60"
_DONE, _NOT_DONE = "#1f3a5f", "#dbe5f3"


@dataclass(frozen=True)
class Column:
    """How many there were of something, and how many of them (at most all) are done.

    The label may have a few short lines.
    """

    label: str
    total: int
    done: int


@dataclass(frozen=True)
class _Plot:
    """How high one stands, where all of them end, and the room that each has."""

    unit: float
    base: int
    room: float


def draw(title: str, columns: Sequence[Column], *, done: str, not_done: str) -> bytes:
    """Return the chart as PNG; `done` and `not_done` name the two parts of a column.

    Both parts are told apart by brightness and by an outline, and each total is written out.
    """
    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((_MARGIN, 32), title, _INK, _font(_TITLE_SIZE))
    _draw_legend(pen, done, not_done)
    plot = _plot(columns)
    for number, column in enumerate(columns):
        _draw_column(pen, column, _MARGIN + plot.room * (number + 0.5), plot)
    pen.line((_MARGIN, plot.base, SIZE[0] - _MARGIN, plot.base), _INK, 2)
    return _png(image)


def _plot(columns: Sequence[Column]) -> _Plot:
    most = max((column.total for column in columns), default=0) or 1
    lines = max((column.label.count("\n") + 1 for column in columns), default=0)
    base = _BASE - _LINE * max(0, lines - _LINES)
    return _Plot((base - _TOP) / most, base, (SIZE[0] - 2 * _MARGIN) / max(1, len(columns)))


def _draw_legend(pen: Pen, done: str, not_done: str) -> None:
    left = float(_MARGIN)
    for name, colour in ((done, _DONE), (not_done, _NOT_DONE)):
        pen.rectangle((left, 96, left + _SWATCH, 96 + _SWATCH), colour, _DONE, 2)
        left += _SWATCH + 12
        pen.text((left, 94), name, _GREY, _font(_SIZE))
        left += pen.textlength(name, _font(_SIZE)) + 36


def _draw_column(pen: Pen, column: Column, middle: float, plot: _Plot) -> None:
    unit, base = plot.unit, plot.base
    left, right = middle - plot.room * _SHARE / 2, middle + plot.room * _SHARE / 2
    top = base - column.total * unit
    if column.total:
        pen.rectangle((left, top, right, base), _NOT_DONE, _DONE, 2)
    if column.done:
        pen.rectangle((left, base - column.done * unit, right, base), _DONE)
    colour = _INK if column.total else _GREY
    pen.text((middle, top - 8), str(column.total), colour, _font(_SIZE), anchor="ms")
    pen.text((middle, base + 12), column.label, _GREY, _font(_SIZE), anchor="ma", align="center")


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the font that Pillow brings along, in a size of pixels."""
    return ImageFont.load_default(size)
