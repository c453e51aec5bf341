"""The files that a message shows: pictures in its blocks, and links to them in its words.

An app uploads a file for itself, and shows it by its id or its permalink: from then on whoever
reads the message sees the file (slackapi/bolt-python#1018).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sandbox.files import File, Files
from sandbox.model import Json, Message
from sandbox.refused import Refused


def show(message: Message, files: Files, now: datetime) -> Message:
    """Return the message with its pictures, and the files it links to.

    Raises Refused: invalid_blocks for a picture that is not there, or not looked through yet.
    """
    blocks = [_drawn(block, f"/blocks/{at}", files, now) for at, block in enumerate(message.blocks)]
    words = [message.text, *map(str, _strings(list(message.blocks)))]
    linked = files.linked_in(" ".join(words))
    shared = tuple(files.describe(each, message.user) for each in linked)
    return replace(message, blocks=tuple(blocks), files=shared or message.files)


def _drawn(value: Any, pointer: str, files: Files, now: datetime) -> Any:
    """Return a block, or a part of it, with the address of each picture that a file names."""
    if isinstance(value, list):
        return [_drawn(each, f"{pointer}/{at}", files, now) for at, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    drawn = {key: _drawn(each, f"{pointer}/{key}", files, now) for key, each in value.items()}
    if isinstance(named := value.get("slack_file"), dict):
        file = _picture(named, files, now)
        if file is None:
            problem = f"invalid slack file [json-pointer:{pointer}/slack_file]"
            raise Refused("invalid_blocks", [f"[ERROR] {problem}"])
        drawn["image_url"] = files.address(file)
    return drawn


def _picture(named: Json, files: Files, now: datetime) -> File | None:
    try:
        file = files.get(str(named.get("id")))
    except KeyError:
        return None
    is_ready = file.is_ready(now) and file.mimetype.startswith("image/")
    return file if is_ready else None


def _strings(value: Sequence[Any] | Json) -> Iterator[str]:
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, str):
            yield each
        elif isinstance(each, list | dict):
            yield from _strings(each)
