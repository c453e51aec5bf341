"""The part of a long conversation that is drawn, which moves as one scrolls."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.model import Message

STEP = 50
"""Messages that are drawn at first, and that are added when one comes near an end."""

SPAN = 150
"""Messages that are drawn at most: what a browser moves without a pause."""


@dataclass(frozen=True, slots=True)
class Window:
    """From the `oldest` to the `newest` message that is drawn, by their ts.

    Without an oldest one nothing is drawn yet; without a newest one it follows what is said.
    """

    oldest: str = ""
    newest: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What shows through a window, oldest first, and whether there is more on either side."""

    messages: Sequence[Message]
    has_earlier: bool
    has_later: bool


def look(newest_first: Iterable[Message], window: Window) -> View:
    """Return what shows through a window; reads no further back than it reaches."""
    shown: list[Message] = []
    has_later = False
    for message in newest_first:
        if window.newest and message.ts > window.newest:
            has_later = True
        elif _is_outside(message, window, len(shown)):
            return View(shown[::-1], True, has_later)
        else:
            shown.append(message)
    return View(shown[::-1], False, has_later)


def _is_outside(message: Message, window: Window, drawn: int) -> bool:
    if not window.oldest:
        return drawn >= STEP
    return message.ts < window.oldest or drawn >= SPAN


def earlier(all_ts: Sequence[str], window: Window) -> Window:
    """Return the window moved towards the beginning; `all_ts` are in order, oldest first."""
    first, last = _bounds(all_ts, window)
    first = max(0, first - STEP)
    return _between(all_ts, first, min(last, first + SPAN))


def later(all_ts: Sequence[str], window: Window) -> Window:
    """Return the window moved towards the end."""
    first, last = _bounds(all_ts, window)
    last = min(len(all_ts), last + STEP)
    return _between(all_ts, max(first, last - SPAN), last)


def around(all_ts: Sequence[str], ts: str) -> Window:
    """Return a window with a message in its middle."""
    at = bisect_left(all_ts, ts)
    return _between(all_ts, max(0, at - STEP // 2), min(len(all_ts), at + STEP // 2))


def _bounds(all_ts: Sequence[str], window: Window) -> tuple[int, int]:
    last = bisect_right(all_ts, window.newest) if window.newest else len(all_ts)
    return bisect_left(all_ts, window.oldest), last


def _between(all_ts: Sequence[str], first: int, last: int) -> Window:
    if not all_ts:
        return Window()
    return Window(all_ts[first], "" if last == len(all_ts) else all_ts[last - 1])
