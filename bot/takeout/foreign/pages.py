"""What one file says of itself: its title, its status, its day, and what it names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.takeout import markdown

_BLOCK = re.compile(r"^(```|~~~)[^\n]*\n.*?(?:^\1[^\n]*$|\Z)|<!--.*?-->", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^#[ \t]+(\S.*?)[ \t#]*$|^(\S.*?)[ \t]*\n=+[ \t]*$", re.MULTILINE)
_LABEL = re.compile(
    r"(?:(?:ADR|ARD|DEC|RFC)(?:[-_ #]*\d+\b|(?=\s*:))|\d+(?=\s*[.:)\u2013\u2014-])|0\d+\b)"
    r"\s*[.:)\u2013\u2014-]*\s+",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+(?:\d+\.?[ \t]+)?(.*?)[ \t#]*$", re.MULTILINE)
_CELLS = re.compile(r"\|\s*[*_]*([A-Za-z][A-Za-z -]*?)[*_]*:?\s*\|\s*(.+?)\s*\|")
_FIELD = re.compile(r"[\s>*+_-]*([A-Za-z][A-Za-z -]{0,30}?)[*_]*\s*:\s*[*_]*\s*(.+?)\s*$")
_BESIDE = re.compile(r"\s+[\u00b7\u2022|]\s+")


@dataclass(frozen=True)
class Page:
    """A file that others wrote; `head` is its front matter, with keys in small letters."""

    head: Mapping[str, str]
    body: str

    @cached_property
    def _plain(self) -> str:
        """The body, in its length, without what is code or comment."""
        return _BLOCK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), self.body)

    @cached_property
    def _heading(self) -> "re.Match[str] | None":
        return _TITLE.search(self._plain)

    @property
    def title(self) -> str:
        """What it is called, without its number; empty if it has no title."""
        found = self._heading
        said = (found[1] or found[2]) if found else self.head.get("title", "")
        return _LABEL.sub("", said, count=1) if _LABEL.match(said) else said

    @property
    def words(self) -> str:
        """All that stands below its title."""
        return self.body[self._heading.end() if self._heading else 0 :].strip()

    @property
    def status(self) -> str:
        """What it says of its status, which may be of several lines."""
        return self._said("status") or self._said("state")

    @property
    def day(self) -> str:
        """What it says of its day."""
        return self._said("date")

    @property
    def links(self) -> str:
        """Where it says what it follows, or what follows it."""
        fields = [f"{key} {value}" for key, value in [*self.head.items(), *self._fields()]]
        sections = [self._section("links"), self._section("status")]
        return "\n".join([*fields, *sections])

    def _said(self, key: str) -> str:
        fields = (value for name, value in self._fields() if name == key)
        return (self.head.get(key) or next(fields, "") or self._section(key)).strip()

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        """What stands below each heading, in small letters; or beside it, after a colon."""
        found = list(_HEADING.finditer(self._plain))
        ends = [each.start() for each in found[1:]] + [len(self._plain)]
        sections: dict[str, str] = {}
        for heading, end in zip(found, ends, strict=False):
            name, _, beside = heading[1].partition(":")
            below = self._plain[heading.end() : end]
            sections.setdefault(name.strip().lower(), f"{beside}\n{below}".strip())
        return sections

    def _section(self, name: str) -> str:
        return self._sections.get(name, "")

    def _fields(self) -> Iterator[tuple[str, str]]:
        """Yield what stands as `Status: accepted` between the title and the first section."""
        start = self._heading.end() if self._heading else 0
        below = _HEADING.search(self._plain, start)
        for line in self._plain[start : below.start() if below else None].splitlines():
            if cells := _CELLS.match(line):
                yield cells[1].lower(), cells[2]
                continue
            for part in _BESIDE.split(line):
                if field := _FIELD.match(part):
                    yield field[1].lower(), field[2]


def read(text: str) -> Page:
    """Return what a file says. Raises Unreadable."""
    head, body = markdown.front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    return Page({str(key).lower(): _listed(value) for key, value in head.items()}, body)


def _listed(said: Any) -> str:
    if isinstance(said, Mapping):
        return ", ".join(map(str, said))
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said or "")
