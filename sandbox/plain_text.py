"""What a person reads: Slack's markup and blocks as plain words."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]
Names = Mapping[str, str]

_LINK = re.compile(r"<([^<>\n]+)>")
_BOLD_ETC = re.compile(r"(?<![\w*_~])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*_~])")
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)


MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What reading a block raises when a part is missing, of another kind than Slack has it, or of
one that is not known here.
"""


def of_mrkdwn(text: str, names: Names) -> str:
    """Return mrkdwn as read: mentions by name, links by their label, no marks of formatting."""
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += (_prose(text[end : code.start()], names), code[1] or code[2])
        end = code.end()
    parts.append(_prose(text[end:], names))
    return html.unescape("".join(parts))


def of_blocks(blocks: Iterable[Json], names: Names) -> str:
    """Return the words of blocks, a line for each part; buttons and menus are left out."""
    lines = (line for block in blocks for line in _block(block, names))
    return "\n".join(line for line in lines if line)


def of_text(text: Json | None, names: Names) -> str:
    """Return a text object as read; of one that is broken, nothing."""
    said = str((text or {}).get("text", ""))
    return of_mrkdwn(said, names) if text and text.get("type") == "mrkdwn" else said


def words(part: Any, key: str = "") -> Iterator[str]:
    """Yield all that one would read in a part of a message, wherever it stands in there."""
    if isinstance(part, dict):
        for name, each in part.items():
            yield from words(each, name)
    elif isinstance(part, list):
        for each in part:
            yield from words(each, key)
    elif isinstance(part, str) and key in _READ:
        yield part


def buttons(blocks: Iterable[Json]) -> list[str]:
    """Return the words on the buttons of blocks, in reading order."""
    return [
        str(element["text"]["text"])
        for block in blocks
        for element in [block.get("accessory", {}), *block.get("elements", ())]
        if element.get("type") == "button"
    ]


def _prose(text: str, names: Names) -> str:
    read = _LINK.sub(lambda found: _link(found[1], names), text)
    return _BOLD_ETC.sub(lambda found: found[2], read)


def _link(inside: str, names: Names) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "@" + names.get(target[1:], label or target[1:])
    if target.startswith("#"):
        return "#" + names.get(target[1:], label or target[1:])
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return label or target


def _block(block: Json, names: Names) -> Iterator[str]:
    try:
        yield from list(_BLOCKS[block["type"]](block, names))
    except MALFORMED:
        yield from words(block)


def _section(block: Json, names: Names) -> Iterator[str]:
    yield of_text(block.get("text"), names)
    for each in block.get("fields", ()):
        yield of_text(each, names)


def _text(block: Json, names: Names) -> Iterator[str]:
    yield of_text(block.get("text"), names)


def _context(block: Json, names: Names) -> Iterator[str]:
    texts = (_context_element(element, names) for element in block["elements"])
    yield " ".join(text for text in texts if text)


def _context_element(element: Json, names: Names) -> str:
    return str(element["alt_text"]) if element["type"] == "image" else of_text(element, names)


def _image(block: Json, names: Names) -> Iterator[str]:
    yield of_text(block.get("title"), names)
    yield str(block["alt_text"])


def _input(block: Json, names: Names) -> Iterator[str]:
    yield of_text(block["label"], names)
    yield of_text(block.get("hint"), names)


def _markdown(block: Json, names: Names) -> Iterator[str]:
    yield str(block["text"])


def _table(block: Json, names: Names) -> Iterator[str]:
    for row in block["rows"]:
        yield " | ".join(_cell(cell, names) for cell in row)


def _cell(cell: Json, names: Names) -> str:
    if cell["type"] == "rich_text":
        return "\n".join(_rich_text(cell, names))
    return str(cell.get("text", cell.get("value", "")))


def _rich_text(block: Json, names: Names) -> Iterator[str]:
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            numbered = part.get("style") == "ordered"
            for number, item in enumerate(part["elements"], start=1):
                yield (f"{number}. " if numbered else "• ") + _rich_line(item, names)
        else:
            yield _rich_line(part, names)


def _rich_line(part: Json, names: Names) -> str:
    return "".join(_rich_element(element, names) for element in part["elements"])


def _rich_element(element: Json, names: Names) -> str:
    read = _RICH.get(element["type"])
    return read(element, names) if read else ""


_RICH: dict[str, Callable[[Json, Names], str]] = {
    "text": lambda element, _: str(element["text"]),
    "link": lambda element, _: str(element.get("text") or element["url"]),
    "emoji": lambda element, _: f":{element['name']}:",
    "user": lambda element, names: "@" + names.get(element["user_id"], element["user_id"]),
    "channel": lambda element, names: "#" + names.get(element["channel_id"], element["channel_id"]),
    "usergroup": lambda element, _: "@" + str(element["usergroup_id"]),
    "broadcast": lambda element, _: "@" + str(element["range"]),
    "date": lambda element, _: str(element.get("fallback", element["timestamp"])),
    "color": lambda element, _: str(element["value"]),
}

_READ = frozenset({"alt_text", "caption", "description", "label", "name", "text", "title"})
"""Fields that hold words."""

_BLOCKS: dict[str, Callable[[Json, Names], Iterator[str]]] = {
    "actions": lambda *_: iter(()),
    "divider": lambda *_: iter(()),
    "header": _text,
    "section": _section,
    "context": _context,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "table": _table,
    "rich_text": _rich_text,
    "alert": _text,
}
