"""What a message says: read from an app's arguments, and refused where Slack refuses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox import validation
from sandbox.model import Json
from sandbox.refused import Refused

TEXT_MAX = 40_000
"""Characters of a message's text (Slack: chat.postMessage, "Truncating content")."""

METADATA_MAX = 16_000
"""Characters of metadata as JSON; Slack has `metadata_too_large` and names no figure."""


@dataclass(frozen=True, slots=True)
class Content:
    """A message's words and blocks, checked."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()


def read(arguments: Mapping[str, Any], text_max: int = TEXT_MAX) -> Content:
    """Return the content of a message.

    Raises Refused: no_text (for a message that has neither text, blocks nor attachments: Slack,
    /reference/methods/chat.postMessage), msg_too_long, invalid_blocks_format, invalid_blocks,
    invalid_attachments, msg_blocks_too_long.
    """
    text = arguments.get("text") or ""
    if not isinstance(text, str):
        raise Refused("invalid_arguments", ["[ERROR] text must be a string"])
    blocks = _list(arguments, "blocks")
    attachments = _list(arguments, "attachments")
    if len(text) > text_max:
        raise Refused("msg_too_long")
    _refuse("invalid_blocks", validation.message(blocks))
    _refuse("invalid_attachments", validation.attachments(attachments))
    if not (text or blocks or attachments):
        raise Refused("no_text")
    return Content(text, tuple(blocks), tuple(attachments))


def metadata(arguments: Mapping[str, Any]) -> Json | None:
    """Return a message's metadata, if any.

    Raises Refused: invalid_metadata_format, metadata_too_large.
    """
    given = arguments.get("metadata")
    if not given:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    if not isinstance(given.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(str(given)) > METADATA_MAX:
        raise Refused("metadata_too_large")
    return given


def _list(arguments: Mapping[str, Any], name: str) -> list[Json]:
    given = arguments.get(name) or []
    if not isinstance(given, list):
        raise Refused(f"invalid_{name}_format")
    return given


def _refuse(error: str, problems: list[validation.Problem]) -> None:
    if problems:
        own = next((problem.error for problem in problems if problem.error), error)
        raise Refused(own, [str(problem) for problem in problems])
