"""Markdown as the reader sees it: what a `markdown` block holds.

Slack: /reference/block-kit/blocks/markdown-block, "Supported formatting".
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from sandbox.page import markup
from sandbox.page.emoji import faces
from sandbox.page.markup import Aside
from sandbox.page.reader import Reader

_KINDS = [
    ("code", re.compile(r"(?:```|~~~).*")),
    ("heading", re.compile(r"#{1,6} +\S.*")),
    ("rule", re.compile(r" {0,3}([-*_])( *\1){2,} *")),
    ("table", re.compile(r" *\|.*\| *")),
    ("quote", re.compile(r" {0,3}>.*")),
    ("item", re.compile(r" *([-*+]|\d{1,9}[.)]) +.*")),
    ("blank", re.compile(r"\s*")),
]
_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)]) +(?:\[([ xX])\] +)?(.*)")
_QUOTED = re.compile(r"^( {0,3}> ?)+")  # a quote in a quote is one: none is nested too deeply
_DIVIDING = re.compile(r"[\s|:-]+")
_SPECIAL = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|(?P<ticks>`+)(?P<code>.+?)(?P=ticks)"
    r"|!\[(?P<picture>[^\]]*)\]\((?P<source>[^\s)]*)[^)]*\)"
    r"|\[(?P<words>[^\]]+)\]\((?P<target>[^\s)]+)[^)]*\)"
    r"|<(?P<bracketed>[^<>\n]+)>"
    r"|(?P<url>https?://[^\s<>|\"'`]*[^\s<>|\"'`.,;:!?)*_~])"
)
_STYLES = [
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "strong"),
    (re.compile(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)"), "strong"),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), "s"),
    (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*"), "em"),
    (re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)"), "em"),
]


def of(text: str, reader: Reader) -> str:
    """Return the HTML of a Markdown text; HTML that stands in it is shown as text."""
    rows = groupby(_kinds(text.split("\n")), key=lambda row: row[0])
    return "".join(_DRAW[kind]([line for _, line in lines], reader) for kind, lines in rows)


def _kinds(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each line with what it is part of; a fence makes code of all until the next one."""
    fenced = False
    for line in lines:
        is_fence = bool(_KINDS[0][1].fullmatch(line))
        if fenced or is_fence:
            yield "code", line
            fenced = fenced != is_fence
        else:
            yield next((kind for kind, form in _KINDS if form.fullmatch(line)), "words"), line


def _code(lines: list[str], _reader: Reader) -> str:
    inside = [line for line in lines if not _KINDS[0][1].fullmatch(line)]
    return f"<pre>{markup.escape(chr(10).join(inside))}</pre>"


def _headings(lines: list[str], reader: Reader) -> str:
    levels = ((min(line.index(" "), 3) + 2, line.lstrip("#").strip()) for line in lines)
    return "".join(f"<h{level}>{_inline(words, reader)}</h{level}>" for level, words in levels)


def _table(lines: list[str], reader: Reader) -> str:
    """Return a table, whose head is what stands above the line that divides."""
    is_headed = len(lines) > 1 and _DIVIDING.fullmatch(lines[1]) is not None
    rows = [line for number, line in enumerate(lines) if not (is_headed and number == 1)]
    drawn = (
        "".join(f"<{tag}>{_inline(cell.strip(), reader)}</{tag}>" for cell in _cells(row))
        for number, row in enumerate(rows)
        for tag in ["th" if is_headed and number == 0 else "td"]
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in drawn)}</table>"


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row.strip()[1:-1])


def _quote(lines: list[str], reader: Reader) -> str:
    inside = "\n".join(_QUOTED.sub("", line) for line in lines)
    return f"<blockquote>{of(inside, reader)}</blockquote>"


def _list(lines: list[str], reader: Reader) -> str:
    return "".join(_item(line, reader) for line in lines)


def _item(line: str, reader: Reader) -> str:
    found = _ITEM.fullmatch(line)
    depth, mark, ticked, words = found.groups() if found else ("", "", None, line)
    shown = mark if mark[:1].isdigit() else "•"
    if ticked is not None:
        shown = "☐" if ticked == " " else "☑"
    indent = f' style="margin-left:{len(depth)}ch"' if depth else ""
    says = f"<span>{shown}</span><div>{_inline(words, reader)}</div>"
    return f'<div class="item"{indent}>{says}</div>'


def _words(lines: list[str], reader: Reader) -> str:
    return f"<p>{'<br>'.join(_inline(line.strip(), reader) for line in lines)}</p>"


def _inline(text: str, reader: Reader) -> str:
    aside = Aside()
    prose = _SPECIAL.sub(lambda found: aside.put(_special(found, reader)), aside.clean(text))
    prose = markup.escape(faces(prose))
    for pattern, tag in _STYLES:
        prose = pattern.sub(rf"<{tag}>\1</{tag}>", prose)
    return aside.back(prose)


def _special(found: re.Match[str], reader: Reader) -> str:
    if found["escaped"]:
        return markup.escape(found["escaped"])
    if found["code"]:
        return markup.code(found["code"])
    if found["source"] is not None:
        return markup.link(found["source"], f"Picture: {found['picture']}")
    if found["target"]:
        return markup.link(found["target"], found["words"])
    if found["url"]:
        return markup.link(found["url"], found["url"])
    return markup.bracketed(found["bracketed"], reader)


_DRAW: dict[str, Callable[[list[str], Reader], str]] = {
    "blank": lambda *_: "",
    "code": _code,
    "heading": _headings,
    "item": _list,
    "quote": _quote,
    "rule": lambda *_: "<hr>",
    "table": _table,
    "words": _words,
}
