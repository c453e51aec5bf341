"""One input as the page asks it: what it is called, what stands in it, who hears of changes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox import plain_text
from sandbox.model import Json
from sandbox.page.emoji import faces
from sandbox.page.tab import Tab
from sandbox.people import Value


@dataclass(frozen=True, slots=True)
class Ask:
    """One input.

    Values are words, option values, or ids of people, channels and files, as `Person.submit` takes
    them; `kept` is the same as Slack keeps it, with options and files whole. `suggest` asks the
    app what it offers for what was typed: its options, or the sentence why there are none.
    """

    element: Json
    label: str
    kept: Any
    changed: Callable[[Value], Any]
    suggest: Callable[[str], Awaitable[Json | str]]
    tab: Tab
    is_optional: bool = False
    """Whether it may be left empty."""

    @property
    def value(self) -> Value:
        return value_of(self.element, self.kept, self.tab)

    @property
    def placeholder(self) -> str:
        return faces(str(self.element.get("placeholder", {}).get("text", "")))


def value_of(element: Json, kept: Any, tab: Tab) -> Value:
    """Return what Slack keeps in `state.values` as a widget shows it."""
    if isinstance(kept, list):
        return [str(value_of(element, each, tab)) for each in kept]
    if isinstance(kept, dict) and kept.get("type") == "rich_text":
        return plain_text.of_blocks([kept], tab.workspace.names)
    if isinstance(kept, dict):
        return str(kept["value"] if "value" in kept else kept["id"])
    if element["type"] == "datetimepicker" and kept:
        return f"{tab.reader.local(kept):%Y-%m-%dT%H:%M}"
    return None if kept is None else str(kept)
