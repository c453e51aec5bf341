"""Modals and their fields, as plain dicts within Slack's limits.

Limits: docs.slack.dev/reference/block-kit.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.slack.block_kit.blocks import plain_text, section
from bot.slack.block_kit.text import shorten
from bot.slack.values import Json

INPUT_MAX = 3000
OPTION_MAX = 75
OPTION_VALUE_MAX = 150
OPTIONS_MAX = 100
"""Choices of one select."""


def modal(
    title: str,
    blocks: Sequence[Json],
    *,
    callback_id: str,
    submit: str | None,
    metadata: str = "",
    close: str = "Cancel",
) -> Json:
    """Return a modal view; without `submit` it only informs."""
    view: Json = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title),
        "close": plain_text(close),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }
    return view | ({"submit": plain_text(submit)} if submit else {})


def notice(title: str, markdown: str) -> Json:
    """Return a modal that says one thing."""
    return modal(title, [section(markdown)], callback_id="notice", submit=None, close="Close")


def field(
    label: str,
    element: Json,
    *,
    block_id: str,
    hint: str | None = None,
    optional: bool = False,
    tells: bool = False,
) -> Json:
    """Return a labelled input of a modal; its element always has the action_id `value`.

    One that `tells` sends the whole form as it is filled: a form that is closed sends nothing of
    what is in it (docs.slack.dev/reference/interaction-payloads/view-interactions-payload).
    """
    drawn: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label),
        "element": element | {"action_id": "value"},
    }
    if tells:
        drawn["dispatch_action"] = True
    if tells and element["type"] == "plain_text_input":
        drawn["element"]["dispatch_action_config"] = {
            "trigger_actions_on": ["on_character_entered"]
        }
    drawn |= {"hint": plain_text(hint)} if hint else {}
    return drawn | ({"optional": True} if optional else {})


def text_input(
    *, placeholder: str, initial: str = "", multiline: bool = False, limit: int = INPUT_MAX
) -> Json:
    """Return a text box that takes 1 to `limit` characters."""
    element: Json = {
        "type": "plain_text_input",
        "placeholder": plain_text(placeholder),
        "multiline": multiline,
        "min_length": 1,
        "max_length": limit,
    }
    return element | ({"initial_value": initial} if initial else {})


def select(*, placeholder: str, options: Sequence[Json], initial: Json | None = None) -> Json:
    """Return a list to choose one of."""
    element: Json = {
        "type": "static_select",
        "placeholder": plain_text(placeholder),
        "options": list(options),
    }
    return element | ({"initial_option": initial} if initial else {})


def multi_select(
    *, placeholder: str, options: Sequence[Json], chosen: Collection[str] = ()
) -> Json:
    """Return a list to choose several of; those with a value in `chosen` are chosen already."""
    element: Json = {
        "type": "multi_static_select",
        "placeholder": plain_text(placeholder),
        "options": list(options),
    }
    initial = [option for option in options if option["value"] in chosen]
    return element | ({"initial_options": initial} if initial else {})


def option(text: str, value: str) -> Json:
    """Return a choice of a list, a menu, boxes or radio buttons.

    Raises ValueError for a `value` over 150 characters: cut, it would mean something else.
    """
    if len(value) > OPTION_VALUE_MAX:
        raise ValueError(f"an option's value takes {OPTION_VALUE_MAX} characters: {value[:20]}…")
    return {"text": plain_text(shorten(text, OPTION_MAX)), "value": value}


def people_select(*, placeholder: str, initial: Sequence[str] = (), limit: int) -> Json:
    """Return a list to choose up to `limit` people from."""
    element: Json = {
        "type": "multi_users_select",
        "placeholder": plain_text(placeholder),
        "max_selected_items": limit,
    }
    return element | ({"initial_users": list(initial)} if initial else {})


def person_select(*, placeholder: str, initial: str | None = None) -> Json:
    """Return a list to choose one person from."""
    element: Json = {"type": "users_select", "placeholder": plain_text(placeholder)}
    return element | ({"initial_user": initial} if initial else {})


def channel_select(*, placeholder: str, initial: str | None = None) -> Json:
    """Return a list to choose one public or private channel of this workspace from."""
    element: Json = {
        "type": "conversations_select",
        "placeholder": plain_text(placeholder),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return element | ({"initial_conversation": initial} if initial else {})


def channels_select(*, placeholder: str, initial: Sequence[str] = (), limit: int) -> Json:
    """Return a list to choose up to `limit` public or private channels of this workspace from."""
    element: Json = {
        "type": "multi_conversations_select",
        "placeholder": plain_text(placeholder),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "max_selected_items": limit,
    }
    return element | ({"initial_conversations": list(initial)} if initial else {})


def date_input(*, initial: str = "") -> Json:
    """Return a choice of a day; `initial` is one as "2026-12-04", or none."""
    element: Json = {"type": "datepicker", "placeholder": plain_text("A day")}
    return element | ({"initial_date": initial} if initial else {})


def time_input(*, initial: str) -> Json:
    """Return a choice of a time of day, `initial` as "09:30"."""
    return {"type": "timepicker", "placeholder": plain_text("Time"), "initial_time": initial}


def datetime_input(*, initial: datetime | None = None) -> Json:
    """Return a choice of a day and a time, in the zone of whoever chooses; `initial` is aware."""
    element: Json = {"type": "datetimepicker"}
    return element | ({"initial_date_time": int(initial.timestamp())} if initial else {})
