"""One widget for each kind of Slack's inputs."""

from collections.abc import Callable
from functools import partial

from nicegui.element import Element

from sandbox.model import Json
from sandbox.page import chosen, suggested, typed, uploaded
from sandbox.page.ask import Ask


def add(ask: Ask) -> Element | None:
    """Add the widget of an input; None for a kind that the page does not know."""
    make = _WIDGETS.get(ask.element["type"])
    if make is None:
        return None
    widget = make(ask)
    widget.props["for"] = input_id(widget)
    if ask.element.get("focus_on_load"):
        widget.props["autofocus"] = True
    return widget


def input_id(widget: Element) -> str:
    """Return the id by which a `<label>` names the widget."""
    return f"input-{widget.id}"


def is_known(element: Json) -> bool:
    """Whether `add` can draw it."""
    return element["type"] in _WIDGETS


_SELECTS: dict[str, Callable[[Ask], Element]] = {
    "static_select": partial(chosen.select, offer=chosen.options),
    "users_select": partial(chosen.select, offer=chosen.people),
    "channels_select": partial(chosen.select, offer=chosen.channels),
    "conversations_select": partial(chosen.select, offer=chosen.channels),
    "external_select": suggested.select,
}

_WIDGETS: dict[str, Callable[[Ask], Element]] = {
    "plain_text_input": typed.text,
    "rich_text_input": typed.text,
    "number_input": typed.line,
    "email_text_input": partial(typed.line, kind="email"),
    "url_text_input": partial(typed.line, kind="url"),
    "datepicker": partial(typed.line, kind="date"),
    "timepicker": partial(typed.line, kind="time"),
    "datetimepicker": typed.date_and_time,
    "file_input": uploaded.files,
    "radio_buttons": chosen.radio,
    "checkboxes": chosen.checkboxes,
    **_SELECTS,
    **{f"multi_{name}": add_select for name, add_select in _SELECTS.items()},
}
