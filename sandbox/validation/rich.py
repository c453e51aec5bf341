"""Rich text and tables (Slack: /reference/block-kit/blocks/rich-text-block and …/table-block)."""

from collections.abc import Iterator
from typing import Any

from sandbox.validation.schema import (
    Check,
    Problem,
    anything,
    array,
    boolean,
    by_type,
    choice,
    integer,
    record,
    string,
)

_STYLE = record(
    {},
    {
        name: boolean
        for name in (
            "bold",
            "italic",
            "strike",
            "underline",
            "highlight",
            "code",
            "client_highlight",
            "unlink",
        )
    },
)
_STYLED: dict[str, Check] = {"style": _STYLE}
_MANY = 10_000

_INLINE: dict[str, Check] = {
    "text": record({"text": string(40_000)}, _STYLED),
    "link": record({"url": string(3000)}, {**_STYLED, "text": string(40_000), "unsafe": boolean}),
    "emoji": record({"name": string(255)}, {**_STYLED, "unicode": string(255)}),
    "user": record({"user_id": string(255)}, _STYLED),
    "channel": record({"channel_id": string(255)}, _STYLED),
    "team": record({"team_id": string(255)}, _STYLED),
    "usergroup": record({"usergroup_id": string(255)}, _STYLED),
    "broadcast": record({"range": choice("here", "channel", "everyone")}, _STYLED),
    "color": record({"value": string(255)}, _STYLED),
    "date": record(
        {"timestamp": integer(0, 9_999_999_999), "format": string(255)},
        {**_STYLED, "url": string(3000), "fallback": string(3000)},
    ),
}

_LINE = array(by_type(lambda: _INLINE), _MANY, 0)
_BORDER = integer(0, 1)
_SECTION = record({"elements": _LINE})
_PARTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": record(
        {"elements": _LINE}, {"border": _BORDER, "language": string(255)}
    ),
    "rich_text_quote": record({"elements": _LINE}, {"border": _BORDER}),
    "rich_text_list": record(
        {
            "style": choice("bullet", "ordered"),
            "elements": array(by_type(lambda: {"rich_text_section": _SECTION}), _MANY),
        },
        {"indent": integer(0, 8), "offset": integer(0, 10_000), "border": _BORDER},
    ),
}

RICH_TEXT = record({"elements": array(by_type(lambda: _PARTS), _MANY)}, {"block_id": string(255)})

_CELL = by_type(
    lambda: {
        "raw_text": record({"text": string(40_000, 0)}),
        "raw_number": record({"value": anything}, {"text": string(255)}),
        "rich_text": RICH_TEXT,
    }
)

_SETTINGS = record({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})


def _column(value: Any, at: str) -> Iterator[Problem]:
    """How a column looks; null leaves it as it is."""
    return iter(()) if value is None else _SETTINGS(value, at)


TABLE = record(
    {"rows": array(array(_CELL, 20), 100)},
    {"block_id": string(255), "column_settings": array(_column, 20)},
)
