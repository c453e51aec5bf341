"""Reading what a person filled into a modal; a wrong field is told below that field."""

from collections.abc import Mapping
from typing import Any

from bot.errors import InvalidInput
from bot.slack import block_kit

Values = Mapping[str, Mapping[str, Any]]


def text(values: Values, field: str, *, missing: str) -> str:
    """Return what was typed, without white space around it; raise InvalidInput if it is nothing."""
    value = block_kit.storable(_element(values, field).get("value") or "")
    return _required(field, value.strip(), missing)


def choice(values: Values, field: str, *, missing: str) -> str:
    """Return the value of the option that was chosen; raise InvalidInput if none was."""
    option = _element(values, field).get("selected_option") or {}
    return _required(field, option.get("value") or "", missing)


def channel(values: Values, field: str, *, missing: str) -> str:
    """Return the id of the conversation that was chosen; raise InvalidInput if none was."""
    return _required(field, _element(values, field).get("selected_conversation") or "", missing)


def person(values: Values, field: str, *, missing: str) -> str:
    """Return the id of the person that was chosen; raise InvalidInput if nobody was."""
    return _required(field, _element(values, field).get("selected_user") or "", missing)


def people(values: Values, field: str, *, missing: str) -> tuple[str, ...]:
    """Return the ids of the people that were chosen; raise InvalidInput if nobody was."""
    chosen = tuple(_element(values, field).get("selected_users") or ())
    if not chosen:
        raise InvalidInput(field, missing)
    return chosen


def _element(values: Values, field: str) -> Mapping[str, Any]:
    return values.get(field, {}).get("value") or {}


def _required(field: str, value: str, missing: str) -> str:
    if not value:
        raise InvalidInput(field, missing)
    return value
