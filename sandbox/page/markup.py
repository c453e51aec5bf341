"""Slack's markup as the reader sees it: bold, lists, links, names, times; never foreign HTML."""

import html
import re
from collections.abc import Iterator

from sandbox.page.emoji import faces
from sandbox.page.reader import Reader

_SPECIAL = re.compile(
    r"```\n?(?P<block>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<link>[^<>\n]+)>"
    r"|(?P<url>https?://[^\s<>|\"']*[^\s<>|\"'.,;:!?)])",
    re.DOTALL,
)
_KEPT_OPEN, _KEPT_CLOSE = "\ue000", "\ue001"
_KEPT = re.compile(f"{_KEPT_OPEN}(\\d+){_KEPT_CLOSE}")
_STYLES = [
    (re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^\n]+?)(?<=\S){mark}(?![\w{mark}])"), tag)
    for mark, tag in ((r"\*", "strong"), ("_", "em"), ("~", "s"))
]
_QUOTE = re.compile(r"&gt;(?!&gt;) ?(.*)")
_ITEM = re.compile(r"(\s*)([•◦▪-]|\d{1,3}\.) +(.*)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = ("http://", "https://", "mailto:", "tel:")


def of_mrkdwn(text: str, reader: Reader, *, find_links: bool = True) -> str:
    """Return the HTML of a mrkdwn text.

    Everything that is not Slack's own markup is escaped. `find_links` makes bare addresses into
    links, as Slack does unless the text is `verbatim`.
    """
    aside = Aside()

    def special(found: re.Match[str]) -> str:
        if found["url"] and not find_links:
            return found[0]
        return aside.put(_special(found, reader))

    prose = escape(faces(html.unescape(_SPECIAL.sub(special, aside.clean(text)))))
    for pattern, tag in _STYLES:
        prose = pattern.sub(rf"<{tag}>\1</{tag}>", prose)
    return aside.back("".join(_lines(prose)))


class Aside:
    """Keeps HTML that is ready aside, while the text around it is escaped and styled."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def clean(self, text: str) -> str:
        """Return a text in which nothing looks like a piece."""
        return text.replace(_KEPT_OPEN, "").replace(_KEPT_CLOSE, "")

    def put(self, piece: str) -> str:
        """Return what stands for the piece in the text."""
        self._pieces.append(piece)
        return f"{_KEPT_OPEN}{len(self._pieces) - 1}{_KEPT_CLOSE}"

    def back(self, text: str) -> str:
        """Return the text with every piece in its place; one may stand in another."""
        while _KEPT.search(text):
            text = _KEPT.sub(lambda found: self._pieces[int(found[1])], text)
        return text


def of_plain(text: str) -> str:
    """Return the HTML of a plain text: its words as they are, emoji, line breaks."""
    return escape(faces(text)).replace("\n", "<br>")


def escape(text: str) -> str:
    """Return a text that is only text in HTML, in attributes too."""
    return html.escape(text, quote=True)


def link(url: str, label: str) -> str:
    """Return a link that opens in a new tab; an address that no browser should open is text."""
    if not url.lower().startswith(_SAFE):
        return escape(label)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(label)}</a>'


def mention(mark: str, target: str, reader: Reader, label: str = "") -> str:
    """Return somebody's or a channel's name, set off from the text; the reader's own stands out."""
    name = reader.names.get(target) or label.removeprefix(mark) or target
    mine = " me" if target == reader.id else ""
    return f'<span class="mention{mine}">{mark}{escape(name)}</span>'


def code(text: str) -> str:
    """Return a few words of code within a line."""
    return f"<code>{escape(text)}</code>"


def _special(found: re.Match[str], reader: Reader) -> str:
    if found["block"]:
        return f"<pre>{escape(html.unescape(found['block']).strip(chr(10)))}</pre>"
    if found["code"]:
        return code(html.unescape(found["code"]))
    if found["url"]:
        address = html.unescape(found["url"])
        return link(address, address)
    return bracketed(html.unescape(found["link"]), reader)


def bracketed(inside: str, reader: Reader) -> str:
    """Return what stands for `<…>`: a mention, a time, a group, a link, or just that."""
    target, _, label = inside.partition("|")
    if target[0] in "@#":
        return mention(target[0], target[1:], reader, label)
    if target.startswith("!date^"):
        return _moment(target, label, reader)
    if target.startswith("!subteam^"):
        return mention("@", target.partition("^")[2], reader, label)
    if target.startswith("!"):
        words = label.removeprefix("@") or target[1:].partition("^")[0]
        return f'<span class="mention me">@{escape(words)}</span>'
    if _ADDRESS.match(target):
        return link(target, label or target.removeprefix("mailto:"))
    return escape(f"<{inside}>")


def _moment(target: str, fallback: str, reader: Reader) -> str:
    """Return `!date^1392734382^{date} at {time}^link` in the reader's zone."""
    _, unix, form, url = (*target.split("^", 3), "", "", "")[:4]
    if not unix.isdecimal() or not form:
        return escape(fallback)
    words = reader.moment(int(unix), form)
    drawn = link(url, words) if url else escape(words)
    return f'<time title="{escape(fallback)}">{drawn}</time>'


def _lines(prose: str) -> Iterator[str]:
    """Yield HTML line by line: quotes and list items are paragraphs, other lines end in a break."""
    lines = prose.split("\n")
    for number, line in enumerate(lines):
        if quote := _QUOTE.fullmatch(line):
            yield f"<blockquote>{quote[1] or '<br>'}</blockquote>"
        elif item := _ITEM.fullmatch(line):
            depth = f' style="margin-left:{len(item[1])}ch"' if item[1] else ""
            yield f'<div class="item"{depth}><span>{item[2]}</span><div>{item[3]}</div></div>'
        else:
            yield line + ("<br>" if number < len(lines) - 1 else "")
