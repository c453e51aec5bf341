"""Files that a message shows: a picture among its blocks, or a link among its words.

A block names a file as its sender does, until Slack has it and has given it a name of its own.
Limits: docs.slack.dev/reference/block-kit/blocks/image-block.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.slack.block_kit.text import escape, shorten
from bot.slack.values import Json

ALT_TEXT_MAX = 2000

_LINK = re.compile(r"<file:([^|>]+)\|")


def picture(file_name: str, *, alt: str) -> Json:
    """Return a picture; `alt` says all that it shows, in our own words: it is read aloud."""
    return {
        "type": "image",
        "slack_file": {"id": file_name},
        "alt_text": shorten(alt, ALT_TEXT_MAX),
    }


def file_link(file_name: str) -> str:
    """Return a link to a file, for a paragraph of our own words; whoever reads it has the file."""
    return f"<file:{file_name}|{escape(file_name)}>"


def with_files(drawn: Any, *, ids: Mapping[str, str], links: Mapping[str, str]) -> Any:
    """Return blocks, or a part of them, with Slack's id or permalink of each file that they name.

    Raises KeyError for one that Slack does not have.
    """
    if isinstance(drawn, str):
        return _LINK.sub(lambda found: f"<{links[found[1]]}|", drawn)
    if isinstance(drawn, list):
        return [with_files(each, ids=ids, links=links) for each in drawn]
    if isinstance(drawn, dict):
        named = {key: with_files(value, ids=ids, links=links) for key, value in drawn.items()}
        if file := drawn.get("slack_file"):
            named["slack_file"] = {"id": ids[file["id"]]}
        return named
    return drawn
