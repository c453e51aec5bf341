"""What Slack refuses in messages, modals and Home tabs, and where exactly it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.validation import blocks
from sandbox.validation.schema import (
    Check,
    Problem,
    array,
    boolean,
    by_type,
    record,
    string,
)
from sandbox.validation.texts import plain

__all__ = ["Problem", "message", "view"]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TITLE, PRIVATE_METADATA, ID = 24, 3000, 255
"""Slack: /reference/block-kit/blocks and /reference/views."""


def message(value: Any) -> list[Problem]:
    """Return the problems of a message's blocks; none means that Slack takes them."""
    check = array(by_type(lambda: blocks.IN_MESSAGES), MESSAGE_BLOCKS, 0)
    problems = list(check(value, "/blocks"))
    return problems or [*_duplicates(value, "/blocks"), *_tables(value)]


def view(value: Any, kind: str) -> list[Problem]:
    """Return the problems of a view of that kind: modal or home."""
    if not isinstance(value, dict):
        return [Problem("/view", "must provide an object")]
    if value.get("type") != kind:
        return [Problem("/view/type", f"must be {kind}")]
    problems = list(_VIEWS[kind](value, "/view"))
    return problems or [*_duplicates(value["blocks"], "/view/blocks"), *_submit(value, kind)]


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


_VIEWS: dict[str, Check] = {
    "modal": _modal(),
    "home": record(*_shared(blocks.IN_HOMES)),
}


def _submit(value: Any, kind: str) -> Iterator[Problem]:
    """Inputs that wait for a submission need a button for it."""
    inputs = any(block["type"] == "input" for block in value["blocks"])
    if kind == "modal" and inputs and not value.get("submit"):
        yield Problem("/view", "missing required field: submit")


def _duplicates(value: Any, at: str) -> Iterator[Problem]:
    """A block_id is unique in a message or view, an action_id in its block."""
    seen: set[str] = set()
    for index, block in enumerate(value):
        block_id = block.get("block_id")
        if block_id in seen:
            yield Problem(f"{at}/{index}/block_id", f"`block_id` {block_id} already exists")
        if block_id:
            seen.add(block_id)
        if block["type"] == "actions":
            yield from _duplicate_actions(block["elements"], f"{at}/{index}/elements")


def _duplicate_actions(elements: Any, at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, element in enumerate(elements):
        action_id = element.get("action_id")
        if action_id in seen:
            words = f"`action_id` {action_id} already exists for this block"
            yield Problem(f"{at}/{index}/action_id", words)
        if action_id:
            seen.add(action_id)


def _tables(value: Any) -> Iterator[Problem]:
    """A message has one table at most (Slack: table block)."""
    tables = [index for index, block in enumerate(value) if block["type"] == "table"]
    for index in tables[1:]:
        yield Problem(f"/blocks/{index}", "only_one_table_allowed")
