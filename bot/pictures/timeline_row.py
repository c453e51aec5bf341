"""An initiative on a timeline: its name, how each side sees it, a bar until its target date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Protocol

from PIL import Image, ImageDraw

from bot.pictures.characters import shorten
from bot.pictures.lettering import Style, legible, write, write_one

WIDTH, MARGIN, HEIGHT = 1200, 28, 38
"""Pixels of a page, of its edges, and of a row."""

CHART = (600, WIDTH - MARGIN)
"""From where until where the bars stand."""

PAPER, EDGE, INK, GREY = "#ffffff", "#c9d0da", "#1d1c1d", "#54565b"

BOX = 30
"""Of a status, each side."""

SIDES = 3
"""Sides of which each has a box; of the others the worst."""

_NAME = Style(25, HEIGHT, INK, bold=True)
_WORDS = Style(25, HEIGHT, INK)
_LETTER = Style(22, 30, INK, bold=True)
_NAME_ROOM, _GAP = 104, 4
_BAR = 14

_LONGEST = 60
"""Characters of a name that can have room, of the narrowest: to measure is dear."""


class Look(StrEnum):
    """How a side sees an initiative, in the words of the legend; the worst is last."""

    NOT_SAID = "no answer yet"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"


LETTERS = {Look.NOT_SAID: "?", Look.ON_TRACK: "T", Look.AT_RISK: "R", Look.OFF_TRACK: "X"}

COLOURS = {
    Look.NOT_SAID: ("#e3e5e8", INK),
    Look.ON_TRACK: ("#1b6e3c", "#ffffff"),
    Look.AT_RISK: ("#f2b134", INK),
    Look.OFF_TRACK: ("#a61b1b", "#ffffff"),
}
"""Of a box, and of the letter in it: who sees no colours reads the letter."""

_ORDER = list(Look)


class Scale(Protocol):
    """Where a day stands."""

    def place(self, day: date) -> int: ...


@dataclass(frozen=True)
class Bar:
    """An initiative: since when it is there, until when it is to be done, how each side sees it."""

    name: str
    title: str
    since: date
    target_on: date
    sides: tuple[Look, ...] = ()

    @property
    def worst(self) -> Look:
        """The worst that a side says."""
        return max(self.sides, key=_ORDER.index, default=Look.NOT_SAID)

    @property
    def shown(self) -> tuple[Look, ...]:
        """The sides that have a box each."""
        if len(self.sides) <= SIDES:
            return self.sides
        kept = self.sides[: SIDES - 1]
        return (*kept, max(self.sides[SIDES - 1 :], key=_ORDER.index))


def draw(image: Image.Image, bar: Bar, top: int, scale: Scale) -> None:
    """Draw an initiative's row from its upper edge on."""
    boxes = CHART[0] - _GAP * 3 - SIDES * (BOX + _GAP)
    write_one(image, (MARGIN, top), _NAME_ROOM, legible(bar.name), _NAME)
    left = MARGIN + _NAME_ROOM + _GAP
    write_one(
        image,
        (left, top),
        boxes - left - _GAP,
        legible(shorten(bar.title, _LONGEST)) or "…",
        _WORDS,
    )
    for number, look in enumerate(bar.shown):
        at = (boxes + number * (BOX + _GAP), top + (HEIGHT - BOX) // 2)
        draw_box(image, look, at)
    _draw_bar(image, bar, top, scale)


def draw_box(image: Image.Image, look: Look, at: tuple[int, int]) -> None:
    """Draw a status: its colour, and its letter in it."""
    image.paste(_box(look), at)


@cache  # hundreds of a page are alike
def _box(look: Look) -> Image.Image:
    fill, ink = COLOURS[look]
    image = Image.new("RGB", (BOX, BOX), PAPER)
    box = (0, 0, BOX - 1, BOX - 1)
    ImageDraw.Draw(image).rounded_rectangle(box, 5, fill, INK, 1)
    style = Style(_LETTER.size, _LETTER.line, ink, bold=True)
    write(image, (0, (BOX - style.line) // 2), BOX, LETTERS[look], style, centred=True)
    return image


def _draw_bar(image: Image.Image, bar: Bar, top: int, scale: Scale) -> None:
    """Draw from when it was added until its target date, where its worst status stands."""
    end = scale.place(bar.target_on)
    start = min(scale.place(bar.since), end)
    middle = top + HEIGHT // 2
    fill, _ink = COLOURS[bar.worst]
    box = (start, middle - _BAR // 2, end, middle + _BAR // 2)
    ImageDraw.Draw(image).rectangle(box, fill, GREY, 1)
    left = min(max(end - BOX // 2, CHART[0]), CHART[1] - BOX)
    draw_box(image, bar.worst, (left, middle - BOX // 2))
