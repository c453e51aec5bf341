"""The interactive elements of Block Kit: what each one keeps, starts with and shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]

Source = Literal["text", "options", "users", "channels", "conversations", "files"]


@dataclass(frozen=True, slots=True)
class Keeps:
    """Where an element keeps its value in Slack's payloads, and what it may hold."""

    field: str
    initial: str
    source: Source
    many: bool = False


KEEPS: dict[str, Keeps] = {
    "plain_text_input": Keeps("value", "initial_value", "text"),
    "number_input": Keeps("value", "initial_value", "text"),
    "email_text_input": Keeps("value", "initial_value", "text"),
    "url_text_input": Keeps("value", "initial_value", "text"),
    "rich_text_input": Keeps("rich_text_value", "initial_value", "text"),
    "datepicker": Keeps("selected_date", "initial_date", "text"),
    "timepicker": Keeps("selected_time", "initial_time", "text"),
    "datetimepicker": Keeps("selected_date_time", "initial_date_time", "text"),
    "static_select": Keeps("selected_option", "initial_option", "options"),
    "external_select": Keeps("selected_option", "initial_option", "options"),
    "radio_buttons": Keeps("selected_option", "initial_option", "options"),
    "overflow": Keeps("selected_option", "", "options"),
    "checkboxes": Keeps("selected_options", "initial_options", "options", many=True),
    "multi_static_select": Keeps("selected_options", "initial_options", "options", many=True),
    "multi_external_select": Keeps("selected_options", "initial_options", "options", many=True),
    "users_select": Keeps("selected_user", "initial_user", "users"),
    "multi_users_select": Keeps("selected_users", "initial_users", "users", many=True),
    "channels_select": Keeps("selected_channel", "initial_channel", "channels"),
    "multi_channels_select": Keeps("selected_channels", "initial_channels", "channels", many=True),
    "conversations_select": Keeps("selected_conversation", "initial_conversation", "conversations"),
    "multi_conversations_select": Keeps(
        "selected_conversations", "initial_conversations", "conversations", many=True
    ),
    "file_input": Keeps("files", "", "files", many=True),
}

STATELESS = frozenset({"button", "overflow", "workflow_button"})
"""Elements that never appear in `state.values`."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An element, the block it is in, and whether touching it tells the app at once."""

    element: Json
    block: Json
    tells: bool

    @property
    def label(self) -> str:
        """The words a person knows it by: an input's label, a button's text, a placeholder."""
        for holder, key in (
            (self.element, "text"),
            (self.block, "label"),
            (self.element, "placeholder"),
        ):
            if isinstance(holder.get(key), dict):
                return str(holder[key]["text"])
        return ""

    def called(self, name: str) -> bool:
        """Whether a person or a program means this element by `name`."""
        names = (self.label, self.element["action_id"], self.block["block_id"])
        return name in names

    def stands_where(self, other: "Placed") -> bool:
        """Whether both are the same element of the same block."""
        return self._ids == other._ids

    def does_what(self, other: "Placed") -> bool:
        """Whether an app is told the same by both, wherever they stand."""
        return all(
            self.element.get(key) == other.element.get(key)
            for key in ("type", "action_id", "value", "options")
        )

    @property
    def _ids(self) -> tuple[str, str]:
        return self.block["block_id"], self.element["action_id"]


def placed(blocks: Sequence[Json]) -> Iterator[Placed]:
    """Yield every interactive element of blocks that have their ids."""
    for block in blocks:
        if block["type"] == "input":
            tells = bool(block.get("dispatch_action"))
            yield Placed(block["element"], block, tells)
        elif block["type"] == "section" and "action_id" in block.get("accessory", {}):
            yield Placed(block["accessory"], block, True)
        elif block["type"] == "actions":
            for element in block["elements"]:
                yield Placed(element, block, True)


def options(element: Json) -> list[Json]:
    """Return the options an element offers, groups opened."""
    groups = element.get("option_groups", ())
    grouped = [option for group in groups for option in group["options"]]
    return [*element.get("options", ()), *grouped]
