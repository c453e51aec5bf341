"""One input as the page asks it: what it is called, what stands in it, who hears of changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.model import Json
from sandbox.page.tab import Tab
from sandbox.people import Value


@dataclass(frozen=True, slots=True)
class Ask:
    """One input.

    Values are words, option values, or ids of people and channels, as `Person.submit` takes them.
    """

    element: Json
    label: str
    value: Value
    changed: Callable[[Value], Any]
    tab: Tab
    is_optional: bool = False

    @property
    def placeholder(self) -> str:
        return str(self.element.get("placeholder", {}).get("text", ""))


def value_of(element: Json, kept: Any, tab: Tab) -> Value:
    """Return what Slack keeps in `state.values` as a widget shows it."""
    if isinstance(kept, list):
        return [str(value_of(element, each, tab)) for each in kept]
    if isinstance(kept, dict):
        return str(kept.get("value", ""))
    if element["type"] == "datetimepicker" and kept:
        return f"{tab.reader.local(kept):%Y-%m-%dT%H:%M}"
    return None if kept is None else str(kept)
