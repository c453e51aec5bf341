"""What is typed: a line, a text, a date, a time."""

from nicegui import ui
from nicegui.element import Element

from sandbox.page.ask import Ask
from sandbox.people import Value


def line(ask: Ask, kind: str = "text") -> Element:
    """Add a box of one line; `kind` is HTML's type of input."""
    box = ui.input(value=_words(ask.value), on_change=lambda event: ask.changed(event.value or ""))
    return _typed(box.props(f"type={kind}"), ask)


def text(ask: Ask) -> Element:
    """Add a box of several lines, or of one where Slack has one."""
    if ask.element["type"] == "plain_text_input" and not ask.element.get("multiline"):
        return line(ask)
    value = _words(ask.value)
    box = ui.textarea(value=value, on_change=lambda event: ask.changed(event.value or ""))
    return _typed(box.props("rows=3"), ask)


def date_and_time(ask: Ask) -> Element:
    """Add a box for a day and a time on the person's wall; Slack keeps them in Unix seconds."""
    return line(ask, "datetime-local")


def _typed(box: Element, ask: Ask) -> Element:
    box.props("outlined dense").classes("field-box")
    if ask.placeholder:
        box.props["placeholder"] = ask.placeholder
    if "max_length" in ask.element:
        box.props["maxlength"] = ask.element["max_length"]
    return box


def _words(value: Value) -> str:
    return value if isinstance(value, str) else ""
