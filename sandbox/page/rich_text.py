"""Rich text as the reader sees it: sections, lists, quotes and code."""

from collections.abc import Callable
from itertools import count

from sandbox.model import Json
from sandbox.page import markup
from sandbox.page.emoji import face
from sandbox.page.reader import Reader

_STYLES = {
    "bold": "strong",
    "italic": "em",
    "strike": "s",
    "underline": "u",
    "highlight": "mark",
    "code": "code",
}


def of(block: Json, reader: Reader) -> str:
    """Return the HTML of a rich_text block."""
    return "".join(_part(part, reader) for part in block["elements"])


def _part(part: Json, reader: Reader) -> str:
    if part["type"] == "rich_text_list":
        return _list(part, reader)
    words = _line(part, reader)
    match part["type"]:
        case "rich_text_preformatted":
            return f"<pre>{words}</pre>"
        case "rich_text_quote":
            return f"<blockquote>{_broken(words)}</blockquote>"
        case _:
            return f"<div>{_broken(words)}</div>"


def _list(part: Json, reader: Reader) -> str:
    """Return list items with their marks; a list nested in Slack is one with an `indent`."""
    numbers = count(part.get("offset", 0) + 1)
    ordered = part["style"] == "ordered"
    depth = part.get("indent", 0)
    items = (
        f'<div class="item" style="margin-left:{depth * 2}em" role="listitem">'
        f"<span>{f'{next(numbers)}.' if ordered else '•'}</span>"
        f"<div>{_broken(_line(item, reader))}</div></div>"
        for item in part["elements"]
    )
    return f'<div role="list">{"".join(items)}</div>'


def _line(part: Json, reader: Reader) -> str:
    return "".join(_styled(element, reader) for element in part["elements"])


def _broken(words: str) -> str:
    return words.replace("\n", "<br>")


def _styled(element: Json, reader: Reader) -> str:
    draw = _INLINE.get(element["type"])
    words = draw(element, reader) if draw else markup.escape(f"[{element['type']}]")
    for name, tag in _STYLES.items():
        if element.get("style", {}).get(name):
            words = f"<{tag}>{words}</{tag}>"
    return words


def _emoji(element: Json, reader: Reader) -> str:
    return markup.escape(face(element["name"]))


def _date(element: Json, reader: Reader) -> str:
    words = reader.moment(element["timestamp"], element["format"])
    return markup.link(element["url"], words) if element.get("url") else markup.escape(words)


def _color(element: Json, reader: Reader) -> str:
    return markup.code(element["value"])


_INLINE: dict[str, Callable[[Json, Reader], str]] = {
    "text": lambda element, _: markup.escape(element["text"]),
    "link": lambda element, _: markup.link(element["url"], element.get("text") or element["url"]),
    "emoji": _emoji,
    "user": lambda element, reader: markup.mention("@", element["user_id"], reader),
    "channel": lambda element, reader: markup.mention("#", element["channel_id"], reader),
    "usergroup": lambda element, reader: markup.mention("@", element["usergroup_id"], reader),
    "broadcast": lambda element, reader: markup.mention("@", element["range"], reader),
    "date": _date,
    "color": _color,
}
