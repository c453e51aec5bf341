"""What can be pressed, chosen and typed into, and its limits.

Slack: /reference/block-kit/block-elements.
"""

from sandbox.validation.rich import RICH_TEXT
from sandbox.validation.schema import (
    Check,
    anything,
    array,
    boolean,
    by_type,
    choice,
    date,
    either,
    in_order,
    integer,
    number,
    record,
    string,
    time,
)
from sandbox.validation.texts import (
    CONFIRM,
    FILTER,
    GROUP_LIST,
    OPTION_TEXT,
    OPTIONS,
    few_enough,
    initial_is_offered,
    option,
    options,
    plain,
    text,
)

ACTION_ID = string(255)
PLACEHOLDER = plain(150)

_BASE: dict[str, Check] = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": boolean}
_MENU: dict[str, Check] = {**_BASE, "placeholder": PLACEHOLDER}
_MANY: dict[str, Check] = {**_MENU, "max_selected_items": integer(1, 10_000)}
_CHOICE = {"options": options(OPTIONS), "option_groups": GROUP_LIST}
_ONE_OPTION = option(plain(OPTION_TEXT))
_FEW = array(option(text(OPTION_TEXT)), 10)
_ID = string(255)
_IDS = array(_ID, 1000)
_CONVERSATIONS: dict[str, Check] = {
    "default_to_current_conversation": boolean,
    "filter": FILTER,
}
_ASKS: dict[str, Check] = {"response_url_enabled": boolean}
_DISPATCH = record(
    {}, {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 2)}
)
_TYPED: dict[str, Check] = {
    "action_id": ACTION_ID,
    "placeholder": PLACEHOLDER,
    "focus_on_load": boolean,
    "dispatch_action_config": _DISPATCH,
}

BUTTON = record(
    {"text": plain(75)},
    {
        "action_id": ACTION_ID,
        "value": string(2000),
        "url": string(3000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)

IMAGE = record(
    {"alt_text": string(2000)},
    {"image_url": string(3000), "slack_file": anything},
    either("image_url", "slack_file"),
)

CHOICES: dict[str, Check] = {
    "static_select": record(
        {},
        {**_MENU, **_CHOICE, "initial_option": _ONE_OPTION},
        either("options", "option_groups"),
        initial_is_offered,
    ),
    "multi_static_select": record(
        {},
        {**_MANY, **_CHOICE, "initial_options": options(OPTIONS)},
        either("options", "option_groups"),
        initial_is_offered,
        few_enough,
    ),
    "external_select": record(
        {}, {**_MENU, "initial_option": _ONE_OPTION, "min_query_length": integer(0, 255)}
    ),
    "multi_external_select": record(
        {}, {**_MANY, "initial_options": options(OPTIONS), "min_query_length": integer(0, 255)}
    ),
    "users_select": record({}, {**_MENU, "initial_user": _ID}),
    "multi_users_select": record({}, {**_MANY, "initial_users": _IDS}),
    "conversations_select": record(
        {}, {**_MENU, **_CONVERSATIONS, **_ASKS, "initial_conversation": _ID}
    ),
    "multi_conversations_select": record(
        {}, {**_MANY, **_CONVERSATIONS, "initial_conversations": _IDS}
    ),
    "channels_select": record({}, {**_MENU, **_ASKS, "initial_channel": _ID}),
    "multi_channels_select": record({}, {**_MANY, "initial_channels": _IDS}),
    "datepicker": record({}, {**_MENU, "initial_date": date}),
    "timepicker": record({}, {**_MENU, "initial_time": time, "timezone": string(255)}),
    "datetimepicker": record(
        {}, {**_BASE, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
    "checkboxes": record({"options": _FEW}, {**_BASE, "initial_options": _FEW}, initial_is_offered),
    "radio_buttons": record(
        {"options": _FEW},
        {**_BASE, "initial_option": option(text(OPTION_TEXT))},
        initial_is_offered,
    ),
}

TYPED: dict[str, Check] = {
    "plain_text_input": record(
        {},
        {
            **_TYPED,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        in_order("min_length", "max_length"),
    ),
    "email_text_input": record({}, {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": record({}, {**_TYPED, "initial_value": string(3000)}),
    "number_input": record(
        {"is_decimal_allowed": boolean},
        {
            **_TYPED,
            "initial_value": number,
            "min_value": number,
            "max_value": number,
        },
        in_order("min_value", "max_value"),
    ),
    "rich_text_input": record(
        {},
        {
            **_TYPED,
            "initial_value": by_type(lambda: {"rich_text": RICH_TEXT}),
            "min_lines": integer(1, 100),
            "max_lines": integer(1, 100),
        },
        in_order("min_lines", "max_lines"),
    ),
}

FILE_INPUT = record(
    {},
    {"action_id": ACTION_ID, "filetypes": array(string(255), 100), "max_files": integer(1, 10)},
)
"""In modals only."""

_OVERFLOW = record({"options": options(5)}, {"action_id": ACTION_ID, "confirm": CONFIRM})

_WORKFLOW_BUTTON = record(
    {"text": plain(75), "workflow": record({"trigger": anything})},
    {
        "action_id": ACTION_ID,
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)

IN_ACTIONS: dict[str, Check] = {
    "button": BUTTON,
    "overflow": _OVERFLOW,
    "workflow_button": _WORKFLOW_BUTTON,
    **CHOICES,
}
AS_ACCESSORY: dict[str, Check] = {
    "image": IMAGE,
    # Slack: …/block-elements/datetime-picker-element stands in actions and inputs alone.
    **{kind: check for kind, check in IN_ACTIONS.items() if kind != "datetimepicker"},
}
IN_INPUT: dict[str, Check] = {**CHOICES, **TYPED}
