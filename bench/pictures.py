"""A picture of wins: how long a full card takes, beside the least that Pillow can draw."""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image, ImageDraw, ImageFont

from bench.report import goal_line
from bot.pictures import win_card
from bot.pictures.win_card import Card, Person, Win

TIMES = 20
"""Pictures that are measured; the median counts."""

AT_MOST_MS = 150
AT_MOST_MB = 40
"""More memory than before the first card, with the typefaces of its scripts."""

_NAMES = ("Maya Lind", "Иван Петров", "Sofia García", "山田太郎", "ليلى حداد", "Zoë Ångström", "Bo")
_PEOPLE = tuple(Person(name, ("Marketing", "IT")[at % 2]) for at, name in enumerate(_NAMES))
_WHAT = (
    "The landing page loads before people give up on it, and the old tag manager is gone for good"
)
FULL = Card("Wins of Mon 23 Nov", (Win(_WHAT, _PEOPLE, "Faster site", "-38 % page load"),) * 4, 76)


def lines() -> Iterator[str]:
    """Yield a line for the time of a full card, and one for its memory."""
    before = _resident_mb()
    win_card.draw(FULL)
    more = _resident_mb() - before
    card, least = _median_ms(lambda: win_card.draw(FULL)), _median_ms(_draw_least)
    goal = f"a full win card within {AT_MOST_MS} ms (one line of Pillow's own: {least:.0f} ms)"
    yield goal_line(goal, f"{card:.0f} ms", card <= AT_MOST_MS)
    yield goal_line(f"at most {AT_MOST_MB} MB for it", f"{more:.0f} MB", more <= AT_MOST_MB)


def _draw_least() -> None:
    """Draw an empty picture of the same size with one line in Pillow's own font."""
    image = Image.new("RGB", (win_card.WIDTH, 675), win_card.PAPER)
    ImageDraw.Draw(image).text((32, 32), FULL.title, "black", ImageFont.load_default(38))
    image.save(BytesIO(), "PNG")


def _median_ms(draw: Callable[[], object]) -> float:
    return median(_seconds(draw) for _time in range(TIMES)) * 1000


def _seconds(draw: Callable[[], object]) -> float:
    began = time.perf_counter()
    draw()
    return time.perf_counter() - began


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line) / 1024
