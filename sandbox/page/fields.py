"""An input of a modal: its label, its box, its hint, and what is wrong with what stands in it."""

from collections.abc import Callable
from dataclasses import dataclass

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

from sandbox.elements import Placed
from sandbox.page import still, widgets
from sandbox.page.ask import Ask
from sandbox.page.tab import Tab
from sandbox.page.tags import markup, tag
from sandbox.people import CannotDo, Value, forms


@dataclass(slots=True)
class Field:
    """One drawn input."""

    place: Placed
    value: Value
    tab: Tab
    box: Element | None = None
    complaint: Element | None = None

    def problem(self) -> str:
        """Return why Slack's client would not send it, or nothing."""
        element, label = self.place.element, self.place.label
        try:
            person = self.tab.person.id
            value = forms.coerced(self.tab.workspace, person, element, self.value, label)
            forms.checked(self.place, value)
        except CannotDo as wrong:
            return str(wrong).removeprefix(f"{label}: ")
        return ""

    def complain(self, words: str) -> None:
        """Show, or take away, the sentence under the box."""
        if isinstance(self.complaint, TextElement):
            self.complaint.set_text(words)
            self.complaint.set_visibility(bool(words))
        if self.box:
            self.box.props["aria-invalid"] = "true" if words else "false"


def draw(field: Field, changed: Callable[[Field], object]) -> None:
    """Add an input block; `changed` hears of every change, after the field has kept it."""

    def keep(value: Value) -> object:
        field.value = value
        return changed(field)

    block = field.place.block
    optional = bool(block.get("optional"))
    label = _label(block["label"]["text"], optional=optional)
    element = field.place.element
    ask = Ask(element, field.place.label, field.value, keep, field.tab, optional)
    field.box = widgets.add(ask)
    if field.box is None:
        markup(still.unknown(element))
        return
    label.props["for"] = widgets.input_id(field.box)
    field.complaint = tag("p", "", "complaint", role="alert", id=f"problem-{field.box.id}")
    field.complaint.set_visibility(False)
    described = [f"problem-{field.box.id}"]
    if block.get("hint"):
        tag("p", block["hint"]["text"], "hint", id=f"hint-{field.box.id}")
        described.append(f"hint-{field.box.id}")
    field.box.props["aria-describedby"] = " ".join(described)


def _label(words: str, *, optional: bool) -> Element:
    with ui.element("div").classes("label-line"):
        label = tag("label", words)
        if optional:
            tag("span", "(optional)", "optional")
    return label
