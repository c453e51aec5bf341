"""Initiatives on a line of time: a lane for each team, today's line, and how each side sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures import timeline_row
from bot.pictures.characters import clean, shorten
from bot.pictures.lettering import Style, legible, write, write_one
from bot.pictures.timeline_axis import Axis, axis_of
from bot.pictures.timeline_row import Bar, Look

__all__ = ["SHOWN", "Bar", "Lane", "Look", "Timeline", "alt_text", "draw", "pages"]

ROWS = 40
"""Rows of a page, a lane's heading among them: more are too small to read once Slack scales it."""

SHOWN = 200
"""Initiatives that are drawn: the rest is counted."""

_TOP, _LEGEND, _BOTTOM = 16, 44, 16
_TITLE = Style(34, 46, timeline_row.INK, bold=True)
_NOTE = Style(24, 34, timeline_row.GREY)
_MONTH = Style(24, 34, timeline_row.GREY)
_LANE = Style(27, 38, timeline_row.INK, bold=True)
_BESIDE, _APART = 10, 28

_COLOURS = 128
"""Those of the boxes, and of the edges of letters: a third of the bytes, in half of the time."""

_CUT = 60
"""Characters of the name of a team in the alt text."""


@dataclass(frozen=True)
class Lane:
    """A team, and the initiatives that it is the first side of, in order."""

    team: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    """A headline, the day that it is, the lanes, and how many more initiatives there are."""

    title: str
    today: date
    lanes: tuple[Lane, ...]
    more: int = 0

    @property
    def bars(self) -> list[Bar]:
        """All that are drawn."""
        return [bar for lane in self.lanes for bar in lane.bars]


@dataclass(frozen=True)
class Page:
    """What one picture shows."""

    title: str
    lanes: tuple[Lane, ...]
    note: str = ""

    @property
    def rows(self) -> int:
        return sum(1 + len(lane.bars) for lane in self.lanes)


def pages(timeline: Timeline) -> list[Page]:
    """Return what each picture shows; a lane that goes on on the next page is named there again."""
    parts: list[list[Lane]] = [[]]
    room = ROWS
    for lane in timeline.lanes:
        rest = lane.bars
        while rest:
            if room < 1 + 1:
                parts.append([])
                room = ROWS
            taken, rest = rest[: room - 1], rest[room - 1 :]
            parts[-1].append(Lane(lane.team, taken))
            room -= 1 + len(taken)
    note = f"and {timeline.more:,} more that are not drawn" if timeline.more else ""
    many = len(parts) > 1
    return [
        Page(
            f"{timeline.title}, page {number} of {len(parts)}" if many else timeline.title,
            tuple(lanes),
            note if number == len(parts) else "",
        )
        for number, lanes in enumerate(parts, 1)
    ]


def draw(timeline: Timeline) -> list[bytes]:
    """Return the pages as PNG; the same timeline is always the same pictures."""
    axis = axis_of(timeline.today, timeline.bars)
    return [_page(page, axis) for page in pages(timeline)]


def alt_text(timeline: Timeline, page: Page) -> str:
    """Return in words what a page shows: how many initiatives of each team, and how they stand."""
    bars = [bar for lane in page.lanes for bar in lane.bars]
    teams = "; ".join(_counted(lane) for lane in page.lanes)
    overdue = sum(bar.target_on < timeline.today for bar in bars)
    late = f" Target dates that have passed: {overdue:,}." if overdue else ""
    note = f" {page.note}." if page.note else ""
    return f"{clean(page.title)}: {_initiatives(len(bars))}. {teams}.{late}{note}"


def _counted(lane: Lane) -> str:
    counts = ((look, sum(bar.worst is look for bar in lane.bars)) for look in Look)
    said = ", ".join(f"{number:,} {look.value}" for look, number in counts if number)
    team = shorten(clean(lane.team), _CUT) or "A team"
    return f"{team}: {_initiatives(len(lane.bars))}, {said}"


def _initiatives(number: int) -> str:
    return "1 initiative" if number == 1 else f"{number:,} initiatives"


def _page(page: Page, axis: Axis) -> bytes:
    head = _TOP + _TITLE.line + _LEGEND + _MONTH.line
    foot = (_NOTE.line if page.note else 0) + _BOTTOM
    image = Image.new(
        "RGB",
        (timeline_row.WIDTH, head + page.rows * timeline_row.HEIGHT + foot),
        timeline_row.PAPER,
    )
    at, room = (timeline_row.MARGIN, _TOP), timeline_row.WIDTH - 2 * timeline_row.MARGIN
    write_one(image, at, room, legible(page.title), _TITLE)
    _draw_legend(image, _TOP + _TITLE.line)
    bottom = head + page.rows * timeline_row.HEIGHT
    _draw_months(image, axis, head, bottom)
    _draw_today(image, axis, head, bottom)
    top = head
    for lane in page.lanes:
        write_one(image, (timeline_row.MARGIN, top), room, legible(lane.team) or "…", _LANE)
        top += timeline_row.HEIGHT
        for bar in lane.bars:
            timeline_row.draw(image, bar, top, axis)
            top += timeline_row.HEIGHT
    if page.note:
        write_one(image, (timeline_row.MARGIN, top), room, page.note, _NOTE)
    return _png(image)


def _draw_legend(image: Image.Image, top: int) -> None:
    left = timeline_row.MARGIN
    for look, text in _legend():
        timeline_row.draw_box(image, look, (left, top + 2))
        left += timeline_row.BOX + _BESIDE
        left += write(image, (left, top), timeline_row.WIDTH - left, text, _NOTE) + _APART


def _legend() -> Iterator[tuple[Look, str]]:
    return ((look, look.value) for look in Look)


def _draw_months(image: Image.Image, axis: Axis, top: int, bottom: int) -> None:
    pen = ImageDraw.Draw(image)
    months: Sequence[tuple[int, int, str]] = axis.months
    for left, right, label in months:
        pen.line((left, top, left, bottom), timeline_row.EDGE, 1)
        write_one(image, (left + 4, top - _MONTH.line), max(1, right - left - 8), label, _MONTH)


def _draw_today(image: Image.Image, axis: Axis, top: int, bottom: int) -> None:
    x = axis.place(axis.today)
    pen = ImageDraw.Draw(image)
    pen.line((x, top - 4, x, bottom), timeline_row.INK, 3)
    pen.polygon([(x - 9, top - 12), (x + 9, top - 12), (x, top)], timeline_row.INK)


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    # A few colours and many straight lines: more effort takes thrice the time for a tenth less.
    few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(written, "PNG")
    return written.getvalue()
