"""Reading what a person filled into a modal; a wrong field is told below that field.

Each reader raises InvalidInput with the sentence `missing` if nothing is there. Without one the
field is optional, and nothing is "", () or None.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, overload

from bot.errors import InvalidInput
from bot.slack import block_kit

Values = Mapping[str, Mapping[str, Any]]


def text(values: Values, field: str, *, missing: str = "") -> str:
    """Return what was typed, without white space around it; what nobody can see is nothing."""
    value = block_kit.storable(_element(values, field).get("value") or "").strip()
    return _required(field, "" if block_kit.is_blank(value) else value, missing)


def choice(values: Values, field: str, *, missing: str = "") -> str:
    """Return the value of the option that was chosen."""
    option = _element(values, field).get("selected_option") or {}
    return _required(field, option.get("value") or "", missing)


def channel(values: Values, field: str, *, missing: str = "") -> str:
    """Return the id of the conversation that was chosen."""
    return _required(field, _element(values, field).get("selected_conversation") or "", missing)


def channels(values: Values, field: str, *, missing: str = "") -> tuple[str, ...]:
    """Return the ids of the conversations that were chosen."""
    chosen = tuple(_element(values, field).get("selected_conversations") or ())
    if not chosen and missing:
        raise InvalidInput(field, missing)
    return chosen


def person(values: Values, field: str, *, missing: str = "") -> str:
    """Return the id of the person that was chosen."""
    return _required(field, _element(values, field).get("selected_user") or "", missing)


def people(values: Values, field: str, *, missing: str = "") -> tuple[str, ...]:
    """Return the ids of the people that were chosen."""
    chosen = tuple(_element(values, field).get("selected_users") or ())
    if not chosen and missing:
        raise InvalidInput(field, missing)
    return chosen


def choices(values: Values, field: str, *, missing: str = "") -> tuple[str, ...]:
    """Return the values of the options that were chosen."""
    chosen = tuple(each["value"] for each in _element(values, field).get("selected_options") or ())
    if not chosen and missing:
        raise InvalidInput(field, missing)
    return chosen


def time(values: Values, field: str, *, missing: str = "") -> str:
    """Return the time of day that was chosen, as "09:30"."""
    return _required(field, _element(values, field).get("selected_time") or "", missing)


def date(values: Values, field: str, *, missing: str = "") -> str:
    """Return the day that was chosen, as "2026-12-04"."""
    return _required(field, _element(values, field).get("selected_date") or "", missing)


@overload
def instant(values: Values, field: str) -> datetime | None: ...
@overload
def instant(values: Values, field: str, *, missing: str) -> datetime: ...
def instant(values: Values, field: str, *, missing: str = "") -> datetime | None:
    """Return the day and time that were chosen, in UTC; Slack keeps them in Unix seconds."""
    seconds = _element(values, field).get("selected_date_time")
    if not seconds and missing:
        raise InvalidInput(field, missing)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def _element(values: Values, field: str) -> Mapping[str, Any]:
    return values.get(field, {}).get("value") or {}


def _required(field: str, value: str, missing: str = "") -> str:
    if not value and missing:
        raise InvalidInput(field, missing)
    return value
