"""Plain HTML elements: buttons, labels and regions that keyboards and screen readers know."""

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement


def tag(name: str, words: str = "", look: str = "", /, **attributes: str) -> TextElement:
    """Add an HTML element; `aria_label` sets `aria-label`, `for_` sets `for`."""
    element = TextElement(tag=name, text=words)
    element.classes(look)
    for key, value in attributes.items():
        element.props[key.strip("_").replace("_", "-")] = value
    return element


def button(words: str, look: str = "", **attributes: str) -> TextElement:
    """Add a button."""
    return tag("button", words, look, type="button", **attributes)


def icon_button(icon: str, name: str, look: str = "") -> Element:
    """Add a button that shows an icon and is called `name`."""
    with button("", f"icon {look}", aria_label=name, title=name) as element:
        ui.icon(icon)
    return element


def markup(html: str, look: str = "") -> Element:
    """Add HTML that is safe already: everything that people or apps wrote is escaped in it."""
    return ui.html(html, sanitize=False).classes(look)


def say(element: Element, **attributes: str | None) -> None:
    """Set attributes, named as for `tag`, that are not so already; None takes one away.

    Only what differs is sent to the browser: NiceGUI sends an element again with each prop set.
    """
    for key, value in attributes.items():
        name = key.strip("_").replace("_", "-")
        if element.props.get(name) != value:
            element.props.set_optional(name, value)


def mark(element: Element, look: str, *, when: bool) -> None:
    """Give an element a look, or take it away."""
    if (look in element.classes) != when:
        element.classes(**{"add" if when else "remove": look})
