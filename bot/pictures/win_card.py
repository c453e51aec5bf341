"""The wins of a morning on one picture: what happened, what for, and the people of both teams."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain

from PIL import Image

from bot.pictures import win_cell
from bot.pictures.characters import clean, shorten
from bot.pictures.lettering import Style, legible, write_one
from bot.pictures.win_cell import Person, Win

__all__ = ["ALT_TEXT_MAX", "Card", "Person", "Win", "alt_text", "draw"]

WINS = 4
"""How many wins a card shows: the rest is counted."""

WIDTH, MARGIN = 1200, 32
"""Pixels. A card is as high as its wins need: 675 at most."""

ALT_TEXT_MAX = 1999
"""Units of UTF-16, as Slack counts. docs.slack.dev/reference/block-kit/blocks/image-block"""

TEAM_COLOURS = (
    ("#0b4f8a", "#ffffff"),
    ("#f2b134", "#1d1c1d"),
    ("#7a2048", "#ffffff"),
    ("#9fdcc8", "#1d1c1d"),
    ("#4a4a4d", "#ffffff"),
    ("#e3d2f5", "#1d1c1d"),
)
"""A circle's colour and that of its letters. One is dark, the next one bright: that tells them
apart for whoever sees no colours. Teams may be more, so each person's team is written as well."""

NAMELESS = "Something went well"
"""What happened, in words, where nobody said it."""

PAPER = "#f3f5f8"
_TITLE = Style(38, 46, win_cell.INK, bold=True)
_FOOTER = Style(25, 34, win_cell.GREY)
_GAP, _TOP, _BOTTOM = 10, 10, 6

_WIDTHS_OF_WORDS = (500, 300, 150, 100, 70, 50, 40, 30, 24, 18, 12)
"""Characters of each text in the alt text: the first with which all of it fits."""


@dataclass(frozen=True)
class Card:
    """A headline, the wins, and how many more there are beside these."""

    title: str
    wins: tuple[Win, ...]
    more: int = 0

    @property
    def shown(self) -> tuple[Win, ...]:
        return self.wins[:WINS]

    @property
    def left_out(self) -> int:
        return self.more + len(self.wins) - len(self.shown)


def draw(card: Card) -> bytes:
    """Return the card as PNG; the same card is always the same picture."""
    rows = [_row(card.shown[start : start + 2]) for start in range(0, len(card.shown), 2)]
    heights = [max(cell.height for cell in row) for row in rows]
    footer = _FOOTER.line if card.left_out else 0
    bottom = _TOP + _TITLE.line + sum(heights) + _GAP * len(rows) + footer + _BOTTOM
    image = Image.new("RGB", (WIDTH, bottom), PAPER)
    room = WIDTH - 2 * MARGIN
    write_one(image, (MARGIN, _TOP - 4), room, legible(card.title), _TITLE)
    top, teams = _TOP + _TITLE.line, _colours(card)
    for row, height in zip(rows, heights, strict=True):
        for number, cell in enumerate(row):
            at = (MARGIN + number * (cell.width + _GAP), top)
            win_cell.draw(image, cell, at, height, teams)
        top += height + _GAP
    if card.left_out:
        text = f"and {card.left_out:,} more in the thread"
        write_one(image, (MARGIN, top - 4), room, text, _FOOTER)
    return _png(image)


def alt_text(card: Card) -> str:
    """Return in words what the card shows: every win and person on it, and how many more.

    It is shorter than 2000 characters; long texts are shortened as far as that needs.
    """
    plain = _cleaned(card)
    texts = (" ".join(_sentences(plain, width)) for width in _WIDTHS_OF_WORDS)
    return next(text for text in texts if len(text.encode("utf-16-le")) // 2 <= ALT_TEXT_MAX)


def _row(wins: tuple[Win, ...]) -> list[win_cell.Cell]:
    width = (WIDTH - 2 * MARGIN - _GAP * (len(wins) - 1)) // len(wins)
    return [win_cell.lay_out(win, width) for win in wins]


def _colours(card: Card) -> win_cell.Colours:
    """Return each team's colours, given out in the order in which the teams appear."""
    people = chain.from_iterable(win.shown for win in card.shown)
    teams = dict.fromkeys(person.team for person in people)
    return {team: TEAM_COLOURS[at % len(TEAM_COLOURS)] for at, team in enumerate(teams)}


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _cleaned(card: Card) -> Card:
    """Return the card with all its words clean, as far as they are shown."""
    return replace(
        card, title=clean(card.title), wins=(*map(_cleaned_win, card.shown), *card.wins[WINS:])
    )


def _cleaned_win(win: Win) -> Win:
    shown = (Person(clean(person.name), clean(person.team)) for person in win.shown)
    return Win(
        clean(win.what),
        (*shown, *win.people[win_cell.PEOPLE :]),
        clean(win.initiative),
        clean(win.number),
    )


def _sentences(card: Card, width: int) -> Iterator[str]:
    title = shorten(card.title, width) or "Wins"
    more = f", and {card.left_out:,} more in the thread" if card.left_out else ""
    yield f"{title}: {_count(len(card.shown), 'win')}{more}."
    for number, win in enumerate(card.shown, 1):
        yield f"{number}. {_sentence(shorten(win.what, width) or NAMELESS)}"
        change, initiative = (shorten(it, width) for it in (win.number, win.initiative))
        if change or initiative:
            yield _sentence(
                f"{initiative}: {change}" if change and initiative else change or initiative
            )
        if win.people:
            yield f"By {_count(len(win.people), 'person', 'people')}: {_people(win, width)}."


def _people(win: Win, width: int) -> str:
    names = [_name(person, width) for person in win.shown]
    others = [f"{win.left_out:,} more"] if win.left_out else []
    *first, last = [*names, *others]
    return f"{', '.join(first)} and {last}" if first else last


def _name(person: Person, width: int) -> str:
    name, team = (shorten(it, width) for it in (person.name, person.team))
    return f"{name or 'somebody'} ({team})" if team else name or "somebody"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
