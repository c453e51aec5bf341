"""One win on a picture: what happened, what for, and the people, each with their team."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw

from bot.pictures.characters import initials
from bot.pictures.lettering import Style, legible, wrap, write, write_one, write_paragraph

PEOPLE = 6
"""How many people of a win are drawn: the rest is counted."""

NOBODY = "…"
"""In place of a name of which no letter can be drawn."""

CELL, EDGE, INK, GREY, ACCENT = "#ffffff", "#c9d0da", "#1d1c1d", "#54565b", "#0b4f8a"
_WHAT = Style(25, 32, INK)
_NUMBER = Style(25, 32, ACCENT, bold=True)
_INITIATIVE = Style(24, 32, GREY)
_NAME = Style(24, 28, INK, bold=True)
_TEAM = Style(24, 28, GREY)

_PADDING, _ABOVE = 12, 7
_BESIDE, _AFTER = 10, 8
_CIRCLE, _PERSON = 50, 56
_INITIALS = (24, 32)
_WIDE = 800
"""From this room on, four people stand in a line, else two."""
_DIGIT = 16
"""How wide one is, at most, in how many more people there are."""
_NUMBER_SHARE = 0.6
"""Of the room, what a number may take beside the name of an initiative."""


@dataclass(frozen=True)
class Person:
    """Somebody who has a part in a win, and the name of their team."""

    name: str
    team: str


@dataclass(frozen=True)
class Win:
    """What happened, who did it, and if it is for an initiative, its name and what it changed."""

    what: str
    people: tuple[Person, ...]
    initiative: str = ""
    number: str = ""

    @property
    def shown(self) -> tuple[Person, ...]:
        return self.people[:PEOPLE]

    @property
    def left_out(self) -> int:
        return len(self.people) - len(self.shown)


@dataclass(frozen=True)
class Cell:
    """A win laid out in a width of pixels."""

    win: Win
    width: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        about = _INITIATIVE.line if legible(self.win.initiative + self.win.number) else 0
        people = -(-len(self.win.shown) // self.in_line) * _PERSON
        return max(1, len(self.lines)) * _WHAT.line + about + people + 2 * _ABOVE

    @property
    def room(self) -> int:
        return self.width - 2 * _PADDING

    @property
    def in_line(self) -> int:
        return 4 if self.room >= _WIDE else 2


Colours = Mapping[str, tuple[str, str]]
"""By team: the colour of its circles, and that of the letters in them."""


def lay_out(win: Win, width: int) -> Cell:
    """Return the win as it stands in a cell: what happened takes two lines at most."""
    return Cell(win, width, tuple(wrap(legible(win.what), _WHAT, width - 2 * _PADDING, 2)))


def draw(image: Image.Image, cell: Cell, at: tuple[int, int], height: int, teams: Colours) -> None:
    """Draw a cell from its upper left corner on, at least as high as it says it is."""
    box = (*at, at[0] + cell.width, at[1] + height)
    ImageDraw.Draw(image).rounded_rectangle(box, 12, CELL, EDGE, 2)
    left, top = at[0] + _PADDING, at[1] + _ABOVE
    write_paragraph(image, (left, top), cell.room, cell.lines, _WHAT)
    top += max(1, len(cell.lines)) * _WHAT.line
    top += _draw_initiative(image, cell, (left, top))
    _draw_people(image, cell, (left, top), teams)


def _draw_initiative(image: Image.Image, cell: Cell, at: tuple[int, int]) -> int:
    """Draw the number and the initiative on one line, and return its height: 0 without both."""
    number, name = legible(cell.win.number), legible(cell.win.initiative)
    if not number + name:
        return 0
    most = round(cell.room * _NUMBER_SHARE) if name else cell.room
    taken = write_one(image, at, most, number, _NUMBER) + _BESIDE if number else 0
    if name:
        write_one(image, (at[0] + taken, at[1]), cell.room - taken, name, _INITIATIVE)
    return _INITIATIVE.line


def _draw_people(image: Image.Image, cell: Cell, at: tuple[int, int], teams: Colours) -> None:
    left, top = at
    others = f"+{cell.win.left_out:,}" if cell.win.left_out else ""
    kept = _DIGIT * len(others)
    share = (cell.room - kept) // cell.in_line
    for number, person in enumerate(cell.win.shown):
        row, column = divmod(number, cell.in_line)
        _draw_person(image, person, (left + column * share, top + row * _PERSON), share, teams)
    if others:
        last = top + (PEOPLE - 1) // cell.in_line * _PERSON
        at = (left + share * cell.in_line, last + (_PERSON - _NUMBER.line) // 2)
        write_one(image, at, kept, others, _NUMBER)


def _draw_person(
    image: Image.Image, person: Person, at: tuple[int, int], share: int, teams: Colours
) -> None:
    left, top = at[0], at[1] + (_PERSON - _CIRCLE) // 2
    fill, ink = teams[person.team]
    image.paste(INK, (left, top), _circle(_CIRCLE))
    image.paste(fill, (left + 1, top + 1), _circle(_CIRCLE - 2))
    _draw_initials(image, person.name, (left, top), ink)
    beside, room = left + _CIRCLE + _BESIDE, share - _CIRCLE - _BESIDE - _AFTER
    write_one(image, (beside, at[1] - 1), room, legible(person.name) or NOBODY, _NAME)
    write_one(image, (beside, at[1] + _NAME.line - 3), room, legible(person.team), _TEAM)


def _draw_initials(image: Image.Image, name: str, at: tuple[int, int], ink: str) -> None:
    style = Style(*_INITIALS, ink, bold=True)
    room = _CIRCLE - 4
    letters = "".join(wrap(initials(legible(name)), style, room))
    write(
        image, (at[0] + 2, at[1] + (_CIRCLE - style.line) // 2), room, letters, style, centred=True
    )


@cache
def _circle(size: int) -> Image.Image:
    """Return a mask with smooth edges."""
    large = Image.new("L", (size * 4, size * 4))
    ImageDraw.Draw(large).ellipse((0, 0, size * 4 - 1, size * 4 - 1), 255)
    return large.resize((size, size), Image.Resampling.LANCZOS)
