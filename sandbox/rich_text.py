"""What a person typed, as Slack's composer sends it: a rich text block."""

import html
import re

from sandbox.model import Json

_MENTION = re.compile(r"<([@#])([A-Z0-9]+)(?:\|[^>]*)?>")


def of(text: str) -> Json:
    """Return the rich_text block of an encoded text."""
    elements: list[Json] = []
    end = 0
    for mention in _MENTION.finditer(text):
        elements += _text(text[end : mention.start()])
        elements.append(_mention(mention[1], mention[2]))
        end = mention.end()
    elements += _text(text[end:])
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def _mention(mark: str, target: str) -> Json:
    if mark == "@":
        return {"type": "user", "user_id": target}
    return {"type": "channel", "channel_id": target}


def _text(text: str) -> list[Json]:
    return [{"type": "text", "text": html.unescape(text)}] if text else []
