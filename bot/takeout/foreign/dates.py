"""Which day somebody means, however they write it."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split("|"), 1)}
_MONTH = rf"({_NAMES})[a-z]*\.?"
_TH = r"(?:st|nd|rd|th)?"

Read = Callable[[tuple[str, ...]], tuple[int, int, int] | None]


def find_day(words: str) -> date | None:
    """Return the first day in `words`; None if there is none, or none that can only mean one day.

    07/11/2016 may be in July or in November; 16/04/2017 is in April.
    """
    found = sorted(chain.from_iterable(_find(words, *each) for each in _FORMS))
    return found[0][1] if found else None


def _find(words: str, form: "re.Pattern[str]", read: Read) -> Iterator[tuple[int, date]]:
    for match in form.finditer(words):
        said = read(match.groups())
        try:
            if said is not None:
                yield match.start(), date(*said)
        except ValueError:
            continue


def _unclear(said: tuple[str, ...]) -> tuple[int, int, int] | None:
    one, other, year = map(int, said)
    if one == other or (one > _LAST_MONTH) is (other > _LAST_MONTH):
        return (year, one, other) if one == other else None
    return (year, other, one) if one > _LAST_MONTH else (year, one, other)


_LAST_MONTH = 12


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


_FORMS: list[tuple["re.Pattern[str]", Read]] = [
    (
        re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"),
        lambda said: (int(said[0]), int(said[1]), int(said[2])),
    ),
    (
        re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b"),
        lambda said: (int(said[2]), int(said[1]), int(said[0])),
    ),
    (re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b"), _unclear),
    (
        re.compile(rf"\b(\d{{1,2}}){_TH}[ -]{_MONTH},?[ -](\d{{4}})\b", re.IGNORECASE),
        lambda said: (int(said[2]), _month(said[1]), int(said[0])),
    ),
    (
        re.compile(rf"\b{_MONTH} (\d{{1,2}}){_TH},? (\d{{4}})\b", re.IGNORECASE),
        lambda said: (int(said[2]), _month(said[0]), int(said[1])),
    ),
]


def without_days(words: str) -> str:
    """Return words without the days that are written in figures, whose numbers are no records'."""
    return re.sub(r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b", "", words)
