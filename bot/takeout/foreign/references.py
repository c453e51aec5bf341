"""Which file somebody means: by its name, by the number of its record, or by its title."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.takeout.foreign.dates import without_days
from bot.takeout.foreign.names import slug, stem_of

_LINK = re.compile(r"\[([^\]]*)\](?:\(([^)\s]*)[^)]*\))?")
_LISTED = re.compile(
    r"\W*(?:(?:and|ADRs?|ARD|DEC|RFC|record|decision|no\.?)\b|(?:ADR|ARD|DEC|RFC)(?=\d))?"
    r"[-_\s]*(\d{1,9})(?![\w-]*[A-Za-z])\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,9}")
_NOTHING = {"", "none", "n-a", "nothing", "tbd"}


class Folder:
    """The files of a folder, by what they are referred to as."""

    def __init__(
        self, names: Sequence[str], numbers: Mapping[str, int], titles: Mapping[str, str]
    ) -> None:
        self._by_slug = {slug(titles[name]): name for name in reversed(names)}
        self._by_slug |= {slug(stem_of(name)): name for name in names}
        self._by_number = {numbers[name]: name for name in reversed(names) if name in numbers}

    def find(self, words: str) -> tuple[list[str], list[str]]:
        """Return the files that are named in `words`, and what is named and is not here."""
        links = list(_LINK.finditer(words))
        if not links:
            found = list(self._in_words(words))
            is_named = found or slug(words) in _NOTHING
            return [each for each in found if each], [] if is_named else [words]
        read = [(link[0], self._linked(link[1], link[2] or "")) for link in links]
        return [name for _, name in read if name], [link for link, name in read if not name]

    def _linked(self, text: str, target: str) -> str | None:
        path, _, file = target.partition("#")[0].removeprefix("./").rpartition("/")
        stem = file.removesuffix(".md").removesuffix(".markdown")
        named = self._by_slug.get(slug(stem)) or self._by_slug.get(slug(text))
        if named or path:
            return named
        number = _NUMBER.search(text) or _NUMBER.search(stem)
        return self._by_number.get(int(number[0])) if number else None

    def _in_words(self, words: str) -> Iterator[str]:
        """Yield what words begin with: a file, a title, or numbers one after the other."""
        first = words.partition(" ")[0].rstrip(".,;")
        begins = re.split(r"[.;(]|\s[\u2013\u2014-]\s", words)[0]
        for named in (words, begins, first.removesuffix(".md")):
            if file := self._by_slug.get(slug(named)):
                yield file
                return
        rest = without_days(words)
        while listed := _LISTED.match(rest):
            if file := self._by_number.get(int(listed[1])):
                yield file
            rest = rest[listed.end() :]
