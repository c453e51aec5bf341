"""Blocks that Slack added for agents and dashboards, with their limits.

Slack: /reference/block-kit/blocks: card, carousel, container, context actions, data table,
data visualization, plan, task card.
"""

from sandbox.validation import elements
from sandbox.validation.rich import RICH_TEXT
from sandbox.validation.schema import (
    Check,
    anything,
    array,
    boolean,
    by_type,
    choice,
    either,
    integer,
    record,
    string,
)
from sandbox.validation.texts import CONFIRM, plain, text

_ID: dict[str, Check] = {"block_id": string(255)}
_ACTION: dict[str, Check] = {"action_id": elements.ACTION_ID}
_ICON = by_type(lambda: {"image": elements.IMAGE})

_FEEDBACK = record({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
_FEEDBACK_BUTTONS = record({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION)
_ICON_BUTTON = record(
    {"text": plain(75), "icon": string(255)},
    {
        **_ACTION,
        "value": string(2000),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": array(string(255), 10),
    },
)

CONTEXT_ACTIONS = record(
    {
        "elements": array(
            by_type(lambda: {"feedback_buttons": _FEEDBACK_BUTTONS, "icon_button": _ICON_BUTTON}), 5
        )
    },
    _ID,
)

CARD = record(
    {},
    {
        **_ID,
        "hero_image": _ICON,
        "icon": _ICON,
        "slack_icon": anything,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": array(by_type(lambda: {"button": elements.BUTTON}), 3),
    },
    either("hero_image", "title", "actions", "body"),
)

CAROUSEL = record({"elements": array(by_type(lambda: {"card": CARD}), 10)}, _ID)


def container(children: Check) -> Check:
    """A container of other blocks."""
    return record(
        {"child_blocks": array(children, 10)},
        {
            **_ID,
            "title": plain(150),
            "rich_text_title": by_type(lambda: {"rich_text": RICH_TEXT}),
            "subtitle": text(150),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": _ICON,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        either("title", "rich_text_title"),
    )


DATA_TABLE = record(
    {"caption": string(3000), "rows": array(array(anything, 20), 201, 2)},
    {**_ID, "page_size": integer(1, 100), "row_header_column_index": integer(0, 19)},
)

DATA_VISUALIZATION = record({"title": string(50), "chart": anything}, _ID)

_RICH = by_type(lambda: {"rich_text": RICH_TEXT})
_TASK: dict[str, Check] = {
    **_ID,
    "details": _RICH,
    "output": _RICH,
    "sources": array(anything, 100),
}
TASK_CARD = record(
    {
        "task_id": string(255),
        "title": string(3000),
        "status": choice("in_progress", "complete", "error"),
    },
    _TASK,
)
_PLANNED = record(
    {"task_id": string(255), "title": string(3000)},
    {**_TASK, "status": choice("pending", "in_progress", "complete", "error")},
)
PLAN = record(
    {"title": string(3000)}, {**_ID, "tasks": array(by_type(lambda: {"task_card": _PLANNED}), 50)}
)
