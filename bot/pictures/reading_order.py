"""Which way words are read: Arabic and Hebrew from the right, numbers among them from the left.

The rules are those of the Unicode Bidirectional Algorithm (unicode.org/reports/tr9), as far as a
line without control characters needs them. The names in brackets are its own.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

_RIGHT = ("R", "AL", "AN")
_WITHIN = (("CS", "EN"), ("ES", "EN"), ("CS", "AN"))
"""Which signs stand within which numbers."""


class Levelled(Protocol):
    """A part of a line: at an odd level it is read from the right."""

    @property
    def level(self) -> int: ...


_Part = TypeVar("_Part", bound=Levelled)


def is_from_the_right(text: str) -> bool:
    """Say whether the text as a whole is: its first letter decides [P2, P3]."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def levels(clusters: Sequence[str], *, from_the_right: bool) -> list[int]:
    """Return each cluster's level: even from the left, odd from the right."""
    base = 1 if from_the_right else 0
    kinds = [unicodedata.bidirectional(each[0]) for each in clusters]
    _tell_arabic_numbers(kinds)
    _join_numbers(kinds)
    _settle_numbers(kinds, base)
    _settle_neutrals(kinds, base)
    return [_level(kind, base) for kind in kinds]


def as_seen(parts: Sequence[_Part]) -> list[_Part]:
    """Return the parts in the order in which they stand, from the left [L2]."""
    seen = list(parts)
    for level in range(max((each.level for each in seen), default=0), 0, -1):
        start = 0
        while start < len(seen):
            end = start
            while end < len(seen) and seen[end].level >= level:
                end += 1
            seen[start:end] = reversed(seen[start:end])
            start = end + 1
    return seen


def _tell_arabic_numbers(kinds: list[str]) -> None:
    """Let numbers that follow Arabic words be of the Arabic kind, whose signs come last [W2]."""
    strong = ""
    for at, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"


def _join_numbers(kinds: list[str]) -> None:
    """Let points within a number, and signs beside it, be part of it [W4, W5]."""
    for at in range(1, len(kinds) - 1):
        before, after = kinds[at - 1], kinds[at + 1]
        if before == after and (kinds[at], before) in _WITHIN:
            kinds[at] = before
    there = range(len(kinds))
    for near, far in (*pairwise(there), *pairwise(reversed(there))):
        if kinds[near] == "EN" and kinds[far] == "ET":
            kinds[far] = "EN"


def _settle_numbers(kinds: list[str], base: int) -> None:
    """Let numbers that follow words from the left be like these [W7]."""
    strong = "R" if base else "L"
    for at, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _settle_neutrals(kinds: list[str], base: int) -> None:
    """Give spaces and signs the direction of both their neighbours, or else the line's [N1, N2]."""
    own = "R" if base else "L"
    settled = [at for at, kind in enumerate(kinds) if kind in ("L", "EN", *_RIGHT)]
    for start, end in pairwise([-1, *settled, len(kinds)]):
        before = own if start < 0 else _side(kinds[start])
        after = own if end == len(kinds) else _side(kinds[end])
        for at in range(start + 1, end):
            kinds[at] = before if before == after else own


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _level(kind: str, base: int) -> int:
    """Return the level of a settled kind [I1, I2]."""
    if kind in ("EN", "AN"):
        return 2
    if kind == "L":
        return 2 * base
    return 1
