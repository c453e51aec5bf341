"""Rules about a message or a view as a whole: its blocks are right, each by itself."""

from collections.abc import Iterator
from typing import Any

from sandbox import plain_text
from sandbox.validation.schema import Problem

MARKDOWN, TABLES = 12_000, 10_000
"""Characters of all `markdown` blocks, and of all cells of tables, in a message.

Slack: /reference/block-kit/blocks/markdown-block and …/table-block.
"""

WITH_MARKDOWN = 13_200
"""Characters of all blocks of a message that has Markdown in it. Slack publishes no figure: this
one was measured (slackapi/bolt-js#2509).
"""

CHARTS = 2
"""Slack: /reference/block-kit/blocks/data-visualization-block."""


def message(value: Any, at: str) -> Iterator[Problem]:
    """Yield the problems of a message's blocks."""
    yield from _duplicates(value, at)
    yield from _too_many(value, at)
    yield from _too_long(value, at)


def view(value: Any, at: str) -> Iterator[Problem]:
    """Yield the problems of a modal or a Home tab."""
    yield from _duplicates(value["blocks"], f"{at}/blocks")
    yield from _submit(value, at)
    yield from _focused(value["blocks"], f"{at}/blocks")


def _submit(value: Any, at: str) -> Iterator[Problem]:
    """Inputs that wait for a submission need a button for it."""
    inputs = any(block["type"] == "input" for block in value["blocks"])
    if value["type"] == "modal" and inputs and not value.get("submit"):
        yield Problem(at, "missing required field: submit")


def _focused(value: Any, at: str) -> Iterator[Problem]:
    """One element of a view has the focus when it opens."""
    focused = [pointer for pointer in _with_focus(value, at)]
    for pointer in focused[1:]:
        yield Problem(f"{pointer}/focus_on_load", "only one element may have `focus_on_load`")


def _with_focus(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict) and value.get("focus_on_load") is True:
        yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inside:
        if isinstance(each, dict | list):
            yield from _with_focus(each, f"{at}/{name}")


def _duplicates(value: Any, at: str) -> Iterator[Problem]:
    """A block_id is unique in a message or view, an action_id in its block."""
    seen: set[str] = set()
    for index, block in enumerate(value):
        block_id = block.get("block_id")
        if block_id in seen:
            yield Problem(f"{at}/{index}/block_id", f"`block_id` {block_id} already exists")
        if block_id:
            seen.add(block_id)
        if block["type"] in {"actions", "context_actions"}:
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


def _too_many(value: Any, at: str) -> Iterator[Problem]:
    """A message has one table at most, and two charts."""
    for kinds, most, words in (
        ({"table", "data_table"}, 1, "only_one_table_allowed"),
        ({"data_visualization"}, CHARTS, f"no more than {CHARTS} charts allowed in a message"),
    ):
        found = [index for index, block in enumerate(value) if block["type"] in kinds]
        for index in found[most:]:
            yield Problem(f"{at}/{index}", words)


def _too_long(value: Any, at: str) -> Iterator[Problem]:
    """The texts of some blocks are counted together."""
    for kind, part, most in (("markdown", "text", MARKDOWN), ("table", "rows", TABLES)):
        count = sum(_length(block[part]) for block in value if block["type"] == kind)
        if count > most:
            yield Problem(at, f"`{kind}` blocks: must be less than {most + 1} characters together")
    count = sum(len(words) for words in plain_text.words(value))
    if count > WITH_MARKDOWN and any(block["type"] == "markdown" for block in value):
        words = f"must be less than {WITH_MARKDOWN + 1} characters together, beside Markdown"
        yield Problem(at, words, "msg_blocks_too_long")


def _length(value: Any) -> int:
    """Return how many characters one reads in a text, or in the cells of a table."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(_length(each) for each in value)
    if isinstance(value, dict):
        return sum(_length(value[key]) for key in ("text", "elements") if key in value)
    return 0
