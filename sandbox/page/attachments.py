"""Attachments: what apps put below a message, with a bar in a colour of theirs."""

import re

from sandbox.model import Json
from sandbox.page import blocks, markup
from sandbox.page.reader import Reader
from sandbox.page.stage import Stage
from sandbox.page.tags import markup as add
from sandbox.page.tags import tag

_COLORS = {"good": "#007a5a", "warning": "#de9e31", "danger": "#c01343"}
_COLOR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_LINES = ("pretext", "author_name", "title", "text", "footer")


def draw(attachment: Json, stage: Stage) -> None:
    """Add an attachment: its blocks, or its old-style lines and fields.

    Slack: /messaging/formatting-message-text, "Secondary attachments".
    """
    with tag("div", "", "attachment", style=_bar(str(attachment.get("color", "")))):
        words = "".join(_words(attachment, stage.tab.reader))
        inside = attachment.get("blocks") or ()
        if not words and not inside:
            words = markup.of_mrkdwn(str(attachment.get("fallback", "")), stage.tab.reader)
        if words:
            add(words)
        blocks.draw(inside, stage)


def _bar(color: str) -> str:
    """Return the style of the bar; a colour that is none is left out."""
    found = _COLOR.fullmatch(_COLORS.get(color, color))
    return f"border-color: #{found[1]}" if found else ""


def _words(attachment: Json, reader: Reader) -> list[str]:
    lines = [
        f'<div class="{key}">{_line(attachment, key, reader)}</div>'
        for key in _LINES
        if attachment.get(key)
    ]
    fields = (
        f"*{each.get('title', '')}*\n{each.get('value', '')}"
        for each in attachment.get("fields") or ()
    )
    return [*lines, *(f"<div>{markup.of_mrkdwn(field, reader)}</div>" for field in fields)]


def _line(attachment: Json, key: str, reader: Reader) -> str:
    words = markup.of_mrkdwn(str(attachment[key]), reader)
    target = str(attachment.get("title_link", ""))
    return markup.link(target, str(attachment[key])) if key == "title" and target else words
