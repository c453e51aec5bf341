"""Block Kit's blocks and their limits (Slack: /reference/block-kit/blocks)."""

from sandbox.validation import elements, newer
from sandbox.validation.rich import RICH_TEXT, TABLE
from sandbox.validation.schema import (
    Check,
    anything,
    array,
    boolean,
    by_type,
    choice,
    either,
    record,
    string,
)
from sandbox.validation.texts import plain, text

_ID: dict[str, Check] = {"block_id": string(255)}

_ACTIONS = record({"elements": array(by_type(lambda: elements.IN_ACTIONS), 25)}, _ID)

# Slack names no limit of its own here: that of every text object holds
# (/reference/block-kit/composition-objects/text-object).
_CONTEXT_TEXT = text(3000)
_CONTEXT: dict[str, Check] = {
    "image": elements.IMAGE,
    "plain_text": _CONTEXT_TEXT,
    "mrkdwn": _CONTEXT_TEXT,
}

_SECTION = record(
    {},
    {
        **_ID,
        "text": text(3000),
        "fields": array(text(2000), 10),
        "accessory": by_type(lambda: elements.AS_ACCESSORY),
        "expand": boolean,
    },
    either("text", "fields"),
)

_IMAGE = record(
    {"alt_text": string(2000)},
    {**_ID, "image_url": string(3000), "slack_file": anything, "title": plain(2000)},
    either("image_url", "slack_file"),
)


def _input(table: dict[str, Check]) -> Check:
    return record(
        {"label": plain(2000), "element": by_type(lambda: table)},
        {**_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    )


EVERYWHERE: dict[str, Check] = {
    "actions": _ACTIONS,
    "card": newer.CARD,
    "context": record({"elements": array(by_type(lambda: _CONTEXT), 10)}, _ID),
    "divider": record({}, _ID),
    "header": record({"text": plain(150)}, _ID),
    "image": _IMAGE,
    "input": _input(elements.IN_INPUT),
    "rich_text": RICH_TEXT,
    "section": _SECTION,
    "video": record(
        {
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": string(3000),
            "video_url": string(3000),
        },
        {
            **_ID,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": string(3000),
            "provider_name": string(255),
            "title_url": string(3000),
        },
    ),
}

_FILE = record({"external_id": string(255), "source": choice("remote")}, _ID)
_CHILDREN: dict[str, Check] = {
    **{kind: check for kind, check in EVERYWHERE.items() if kind != "card"},
    "file": _FILE,
    "table": TABLE,
}

IN_HOMES: dict[str, Check] = {
    **EVERYWHERE,
    "carousel": newer.CAROUSEL,
    "container": newer.container(by_type(lambda: _CHILDREN)),
    "data_table": newer.DATA_TABLE,
    "data_visualization": newer.DATA_VISUALIZATION,
    "table": TABLE,
}

IN_MESSAGES: dict[str, Check] = {
    **IN_HOMES,
    "context_actions": newer.CONTEXT_ACTIONS,
    "file": _FILE,
    "markdown": record({"text": string(12_000)}, _ID),
    "plan": newer.PLAN,
    "task_card": newer.TASK_CARD,
}

IN_MODALS: dict[str, Check] = {
    **EVERYWHERE,
    "input": _input({**elements.IN_INPUT, "file_input": elements.FILE_INPUT}),
    "alert": record(
        {"text": text(200)},
        {**_ID, "level": choice("default", "info", "warning", "error", "success")},
    ),
}
