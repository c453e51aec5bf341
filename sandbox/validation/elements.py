"""What can be pressed, chosen and typed into, and its limits.

Slack: /reference/block-kit/block-elements.
"""

from sandbox.validation.schema import (
    Check,
    anything,
    array,
    boolean,
    choice,
    date,
    either,
    integer,
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
    ),
    "email_text_input": record({}, {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": record({}, {**_TYPED, "initial_value": string(3000)}),
    "number_input": record(
        {"is_decimal_allowed": boolean},
        {
            **_TYPED,
            "initial_value": string(3000),
            "min_value": string(255),
            "max_value": string(255),
        },
    ),
    "rich_text_input": record({}, {**_TYPED, "initial_value": anything}),
    "file_input": record(
        {},
        {
            "action_id": ACTION_ID,
            "filetypes": array(string(255), 100),
            "max_files": integer(1, 10),
        },
    ),
}

_OVERFLOW = record({"options": options(5)}, {"action_id": ACTION_ID, "confirm": CONFIRM})

IN_ACTIONS: dict[str, Check] = {
    "button": BUTTON,
    "overflow": _OVERFLOW,
    "rich_text_input": TYPED["rich_text_input"],
    **CHOICES,
}
AS_ACCESSORY: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": _OVERFLOW,
    **CHOICES,
}
IN_INPUT: dict[str, Check] = {**CHOICES, **TYPED}
