"""An input block: its label, its box, its hint, and what is wrong with what stands in it."""

from dataclasses import dataclass

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

from sandbox.elements import Placed
from sandbox.page import still, widgets
from sandbox.page.ask import Ask
from sandbox.page.tags import markup, tag
from sandbox.people import Value


@dataclass(slots=True)
class Field:
    """One drawn input."""

    place: Placed
    value: Value = None
    box: Element | None = None
    complaint: Element | None = None

    def complain(self, words: str) -> None:
        """Show, or take away, the sentence under the box."""
        if isinstance(self.complaint, TextElement):
            self.complaint.set_text(words)
            self.complaint.set_visibility(bool(words))
        if self.box:
            self.box.props["aria-invalid"] = "true" if words else "false"


def draw(field: Field, ask: Ask) -> None:
    """Add an input block, as `ask` says."""
    block = field.place.block
    field.value = ask.value
    label = _label(still.words(block["label"]), optional=ask.is_optional)
    field.box = widgets.add(ask)
    if field.box is None:
        markup(still.unknown(ask.element))
        return
    label.props["for"] = widgets.input_id(field.box)
    field.complaint = tag("p", "", "complaint", role="alert", id=f"problem-{field.box.id}")
    field.complaint.set_visibility(False)
    described = [f"problem-{field.box.id}"]
    if block.get("hint"):
        tag("p", still.words(block["hint"]), "hint", id=f"hint-{field.box.id}")
        described.append(f"hint-{field.box.id}")
    field.box.props["aria-describedby"] = " ".join(described)


def _label(words: str, *, optional: bool) -> Element:
    with ui.element("div").classes("label-line"):
        label = tag("label", words)
        if optional:
            tag("span", "(optional)", "optional")
    return label
