"""What Slack refuses in messages, modals and Home tabs, and where exactly it is."""

from collections.abc import Mapping
from typing import Any

from sandbox.validation import blocks, whole
from sandbox.validation.schema import (
    Check,
    Problem,
    anything,
    array,
    boolean,
    by_type,
    record,
    string,
)
from sandbox.validation.texts import GROUP, GROUPS, OPTIONS, options, plain

__all__ = ["Problem", "attachments", "message", "suggestions", "view"]

MESSAGE_BLOCKS, VIEW_BLOCKS, ATTACHMENTS = 50, 100, 100
TITLE, PRIVATE_METADATA, ID = 24, 3000, 255
"""Slack: /reference/block-kit/blocks, /reference/views and /reference/methods/chat.postMessage."""


def message(value: Any, at: str = "/blocks") -> list[Problem]:
    """Return the problems of a message's blocks, which stand at the pointer `at`; none means that
    Slack takes them.
    """
    check = array(by_type(lambda: blocks.IN_MESSAGES), MESSAGE_BLOCKS, 0)
    return list(check(value, at)) or list(whole.message(value, at))


def attachments(value: Any, at: str = "/attachments") -> list[Problem]:
    """Return the problems of a message's attachments: of the blocks in them."""
    problems = list(array(anything, ATTACHMENTS, 0)(value, at))
    for number, each in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(each, dict):
            problems.append(Problem(f"{at}/{number}", "must provide an object"))
        elif "blocks" in each:
            problems += message(each["blocks"], f"{at}/{number}/blocks")
    return problems


def view(value: Any, kind: str, at: str = "/view") -> list[Problem]:
    """Return the problems of a view of that kind: modal or home."""
    if not isinstance(value, dict):
        return [Problem(at, "must provide an object")]
    if value.get("type") != kind:
        return [Problem(f"{at}/type", f"must be {kind}")]
    return list(_VIEWS[kind](value, at)) or list(whole.view(value, at))


def suggestions(value: Any) -> list[Problem]:
    """Return the problems of an app's answer to a `block_suggestion`.

    Slack: /reference/interaction-payloads/block_suggestion-payload: 100 options or groups.
    """
    return list(_SUGGESTIONS(value, ""))


def _shared(table: Mapping[str, Check]) -> tuple[dict[str, Check], dict[str, Check]]:
    required = {"blocks": array(by_type(lambda: table), VIEW_BLOCKS)}
    optional = {
        "private_metadata": string(PRIVATE_METADATA, 0),
        "callback_id": string(ID, 0),
        "external_id": string(ID, 0),
    }
    return required, optional


def _modal() -> Check:
    required, optional = _shared(blocks.IN_MODALS)
    buttons = {"submit": plain(TITLE), "close": plain(TITLE)}
    flags = {
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    }
    return record({**required, "title": plain(TITLE)}, {**optional, **buttons, **flags})


_SUGGESTIONS = record(
    {}, {"options": options(OPTIONS, 0), "option_groups": array(GROUP, GROUPS, 0)}
)

_VIEWS: dict[str, Check] = {
    "modal": _modal(),
    "home": record(*_shared(blocks.IN_HOMES)),
}
