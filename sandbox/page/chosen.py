"""What is chosen: options, people and channels, one or several."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from sandbox import elements
from sandbox.model import Json
from sandbox.page import still
from sandbox.page.ask import Ask
from sandbox.page.tags import tag
from sandbox.people import Value, offers

Offer = Callable[[Ask], dict[str, str]]
"""Returns what can be chosen: value -> visible name."""


def select(ask: Ask, offer: Offer) -> Element:
    """Add a list that opens, and that typing narrows."""
    choices = offer(ask)
    many = elements.KEEPS[ask.element["type"]].many
    box = ui.select(
        choices,
        value=_known(ask.value, choices),
        multiple=many,
        with_input=True,
        clearable=ask.is_optional and not many,
        on_change=lambda event: ask.changed(event.value),
    )
    box.props("outlined dense options-dense behavior=menu").classes("field-box")
    if many:
        box.props("use-chips")
        if "max_selected_items" in ask.element:
            box.props["max-values"] = ask.element["max_selected_items"]
    if ask.placeholder:
        box.props["placeholder"] = ask.placeholder
    return box


def options(ask: Ask) -> dict[str, str]:
    """Offer what the app offers; an option in a group names its group."""
    groups = ask.element.get("option_groups", ())
    grouped = {
        option["value"]: f"{group['label']['text']}: {still.options_text(option)}"
        for group in groups
        for option in group["options"]
    }
    plain = ask.element.get("options", ())
    return {option["value"]: still.options_text(option) for option in plain} | grouped


def people(ask: Ask) -> dict[str, str]:
    """Offer everybody, and the app last."""
    here = offers.people(ask.tab.workspace)
    users = sorted(here, key=lambda user: (user.is_bot, user.real_name))
    return {user.id: user.real_name for user in users}


def channels(ask: Ask) -> dict[str, str]:
    """Offer what the person can read, narrowed as the app asks."""
    tab = ask.tab
    offered = offers.channels(tab.workspace, tab.person.id, ask.element)
    return {each.id: tab.title(each) for each in offered}


def radio(ask: Ask) -> Element:
    """Add options of which one is picked."""

    def pick(value: str, on: bool) -> Any:
        return ask.changed(value) if on else None

    return _list(ask, "radio", {str(ask.value)}, pick)


def checkboxes(ask: Ask) -> Element:
    """Add options that are each ticked or not."""
    ticked = set(ask.value or ())

    def tick(value: str, on: bool) -> Any:
        (ticked.add if on else ticked.discard)(value)
        values = [str(option["value"]) for option in elements.options(ask.element)]
        return ask.changed([each for each in values if each in ticked])

    return _list(ask, "checkbox", ticked, tick)


def _list(
    ask: Ask, kind: str, chosen: Collection[str], touched: Callable[[str, bool], Any]
) -> Element:
    """Add options that all show, each with its box or its knob."""
    role = "radiogroup" if kind == "radio" else "group"
    with tag("div", "", "choices", role=role, aria_label=ask.label) as group:
        for option in elements.options(ask.element):
            value = str(option["value"])
            with tag("label", "", "choice"):
                box = tag("input", type=kind, name=f"choice-{group.id}")
                _words("span", option["text"], ask)
                if option.get("description"):
                    _words("small", option["description"], ask)
            box.props["checked"] = value in chosen
            hear = partial(_hear, touched, value)
            box.on("change", hear, js_handler="(event) => emit(event.target.checked)")
    return group


def _words(name: str, text: Json, ask: Ask) -> None:
    """Add an option's words, which may have markup where all options show."""
    ui.html(still.text(text, ask.tab.reader), sanitize=False, tag=name)


def _hear(touched: Callable[[str, bool], Any], value: str, event: GenericEventArguments) -> Any:
    return touched(value, bool(event.args))


def _known(value: Value, choices: dict[str, str]) -> str | list[str] | None:
    if value is None or isinstance(value, str):
        return value if value in choices else None
    return [each for each in value if each in choices]
