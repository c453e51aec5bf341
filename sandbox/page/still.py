"""The parts of a message that nobody can press: texts, pictures, tables, files."""

from collections.abc import Callable, Iterable
from itertools import chain, repeat

from sandbox import plain_text
from sandbox.model import Json
from sandbox.page import markdown, markup, rich_text
from sandbox.page.emoji import faces
from sandbox.page.reader import Reader


def block(block: Json, reader: Reader) -> str:
    """Return the HTML of a block without controls; an unknown one is a box that names its type."""
    draw = _BLOCKS.get(block["type"])
    return draw(block, reader) if draw else unknown(block)


def text(obj: Json, reader: Reader) -> str:
    """Return the HTML of a text object."""
    if obj["type"] == "mrkdwn":
        return markup.of_mrkdwn(obj["text"], reader, find_links=not obj.get("verbatim"))
    return markup.of_plain(obj["text"])


def words(obj: Json) -> str:
    """Return a text object as one reads it where nothing is drawn, as on a button."""
    return faces(str(obj["text"]))


def unknown(part: Json) -> str:
    """Return a box that says what Slack shows here, a block or an element, with its words."""
    says = " · ".join(plain_text.words(part))
    box = f"<b>{markup.escape(str(part.get('type', 'unnamed')))}</b> {markup.escape(says)}"
    return f'<div class="unknown" role="note">{box}</div>'


def file(file: Json) -> str:
    """Return a link to a file."""
    label = f"{file['title']} ({file['size']:,} bytes)"
    return f'<div class="file">{markup.link(file["url_private"], label)}</div>'


def options_text(option: Json) -> str:
    """Return the words of an option, its description included, without markup."""
    said = words(option["text"])
    return f"{said}: {words(option['description'])}" if option.get("description") else said


def _header(block: Json, reader: Reader) -> str:
    return f"<h3>{markup.of_plain(block['text']['text'])}</h3>"


def _section(block: Json, reader: Reader) -> str:
    words = f"<div>{text(block['text'], reader)}</div>" if block.get("text") else ""
    return words + _fields(block.get("fields", ()), reader)


def _fields(fields: Iterable[Json], reader: Reader) -> str:
    cells = "".join(f"<div>{text(field, reader)}</div>" for field in fields)
    return f'<div class="fields">{cells}</div>' if cells else ""


def _context(block: Json, reader: Reader) -> str:
    parts = (_context_element(element, reader) for element in block["elements"])
    return f'<div class="context">{"".join(parts)}</div>'


def _context_element(element: Json, reader: Reader) -> str:
    match element["type"]:
        case "image":
            return image(element)
        case "mrkdwn" | "plain_text":
            return f"<span>{text(element, reader)}</span>"
        case _:
            return unknown(element)


def image(element: Json) -> str:
    """Return a picture from this machine; one from elsewhere is its description and a link.

    The page asks nobody outside for anything.
    """
    address, words = str(element.get("image_url", "")), str(element["alt_text"])
    if address.startswith(("http://127.0.0.1", "http://localhost", "data:image/")):
        return f'<img src="{markup.escape(address)}" alt="{markup.escape(words)}">'
    label = f"Picture: {words}"
    shown = markup.link(address, label) if address else markup.escape(label)
    return f'<span class="picture">{shown}</span>'


def _image(block: Json, reader: Reader) -> str:
    title = block.get("title")
    caption = f"<figcaption>{markup.of_plain(title['text'])}</figcaption>" if title else ""
    return f"<figure>{caption}{image(block)}</figure>"


def _table(block: Json, reader: Reader) -> str:
    """Return a table; its first row is the head, as Slack draws it."""
    settings = [each or {} for each in block.get("column_settings", ())]
    looks = [f' style="text-align:{markup.escape(each.get("align", "left"))}"' for each in settings]
    rows = [
        "".join(
            f"<{tag}{look}>{_cell(cell, reader)}</{tag}>"
            for cell, look in zip(row, chain(looks, repeat("")), strict=False)
        )
        for tag, row in zip(chain(["th"], repeat("td")), block["rows"], strict=False)
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(cell: Json, reader: Reader) -> str:
    if cell["type"] == "rich_text":
        return rich_text.of(cell, reader)
    return markup.of_plain(str(cell.get("text", cell.get("value", ""))))


def _alert(block: Json, reader: Reader) -> str:
    level = markup.escape(block.get("level", "default"))
    return f'<div class="alert {level}" role="note">{text(block["text"], reader)}</div>'


_BLOCKS: dict[str, Callable[[Json, Reader], str]] = {
    "alert": _alert,
    "context": _context,
    "divider": lambda *_: "<hr>",
    "header": _header,
    "image": _image,
    "markdown": lambda block, reader: markdown.of(block["text"], reader),
    "rich_text": rich_text.of,
    "section": _section,
    "table": _table,
}
