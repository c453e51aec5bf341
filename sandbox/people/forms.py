"""Filling in an element as Slack's client does: what it accepts, and what it sends."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sandbox import elements, plain_text, rich_text
from sandbox.elements import KEEPS, Json, Placed
from sandbox.model import Channel, User
from sandbox.people import offers
from sandbox.people.errors import FormError
from sandbox.workspace import Workspace

Value = str | Sequence[str] | None
"""What a person enters: words, the visible name or id of a choice, several of them, or nothing.

A day is "2026-12-24", or "in 60 days" from that person's today; a day and time are
"2026-12-24 09:30" on that person's wall, "in 3 hours" from now, or Unix seconds.
"""


def coerced(workspace: Workspace, user_id: str, element: Json, value: Value, label: str) -> Any:
    """Return a value as Slack's payloads hold it: options whole, people and channels by id.

    Raises FormError when it is not offered to that person, or is more than may be chosen.
    """
    keeps = KEEPS[element["type"]]
    if keeps.many:
        several = [] if value is None else [value] if isinstance(value, str) else list(value)
        _check_count(element, label, several)
        return [_one(workspace, user_id, element, each, label) for each in several]
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise FormError(f"{label}: takes one value")
    return _one(workspace, user_id, element, value, label)


def checked(place: Placed, value: Any) -> None:
    """Refuse what Slack's client does not let pass. Raises FormError."""
    element, label = place.element, place.label
    if not value and not place.block.get("optional"):
        raise FormError(f"{label}: Please complete this required field.")
    if isinstance(value, str) and element["type"] == "plain_text_input":
        _check_length(element, label, value)
    if element["type"] == "number_input" and value:
        _check_number(element, label, value)
    form = _FORMS.get(element["type"])
    if form and value and not form[0].fullmatch(value):
        raise FormError(f"{label}: {form[1]}")


def _one(workspace: Workspace, user_id: str, element: Json, value: str, label: str) -> Any:
    source = KEEPS[element["type"]].source
    if source == "options":
        return _option(element, value, label)
    if source == "files":
        return _file(workspace, user_id, element, value, label)
    if source == "text":
        return _typed(element["type"], value, label, workspace.local_time(user_id))
    named: Channel | User
    offered: Sequence[Channel | User]
    try:
        if source == "users":
            named, offered = workspace.user(value), offers.people(workspace)
        else:
            named = workspace.channel(value)
            offered = offers.channels(workspace, user_id, element)
    except KeyError as unknown:
        raise FormError(f"{label}: {unknown.args[0]}") from None
    if named.id not in {each.id for each in offered}:
        raise FormError(f"{label}: {value!r} is not offered")
    return named.id


def _typed(kind: str, value: str, label: str, now: datetime) -> Any:
    """Return what was typed, as the kind of element keeps it; `now` is on that person's wall."""
    read = _READ.get(kind)
    try:
        return read(value, now) if read else value
    except ValueError:
        raise FormError(f"{label}: {value!r} is no {kind.removesuffix('picker')}") from None


def _day(value: str, now: datetime) -> str:
    if ahead := re.fullmatch(r"in (\d{1,4}) days?", value):
        return (now.date() + timedelta(days=int(ahead[1]))).isoformat()
    return date.fromisoformat(value).isoformat()


def _moment(value: str, now: datetime) -> int:
    if value.isdecimal():
        return int(value)
    if ahead := re.fullmatch(r"in (\d{1,4}) (minute|hour|day)s?", value):
        return int(now.timestamp() + int(ahead[1]) * _SECONDS[ahead[2]])
    return int(datetime.fromisoformat(value).replace(tzinfo=now.tzinfo).timestamp())


_FORMS = {
    "email_text_input": (
        re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"),
        "Please enter a valid email address.",
    ),
    "url_text_input": (re.compile(r"https?://\S+"), "Please enter a valid URL."),
}
"""What Slack's client takes for an address."""

_SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400}
_READ: dict[str, Callable[[str, datetime], Any]] = {
    "datepicker": _day,
    "timepicker": lambda value, _now: f"{time.fromisoformat(value):%H:%M}",
    "datetimepicker": _moment,
    "rich_text_input": lambda value, _now: rich_text.of(value),
}


def _file(workspace: Workspace, user_id: str, element: Json, value: str, label: str) -> Json:
    try:
        file = workspace.files.get(value)
    except KeyError:
        raise FormError(f"{label}: there is no file {value!r}") from None
    kinds = element.get("filetypes")
    if kinds and file.kind not in kinds:
        raise FormError(f"{label}: takes only files of these kinds: {', '.join(kinds)}")
    return workspace.files.describe(file, user_id)


def _check_count(element: Json, label: str, several: Sequence[str]) -> None:
    most = element.get("max_selected_items") or element.get("max_files")
    if most and len(several) > most:
        raise FormError(f"{label}: choose at most {most}")


def _option(element: Json, value: str, label: str) -> Json:
    offered = elements.options(element)
    for option in offered:
        if value in (option["value"], plain_text.of_text(option["text"], {})):
            return option
    names = ", ".join(_names(offered))
    raise FormError(f"{label}: {value!r} is not offered, only {names}")


def _names(options: Iterable[Json]) -> Iterable[str]:
    return (plain_text.of_text(option["text"], {}) for option in options)


def _check_length(element: Json, label: str, value: str) -> None:
    least = element.get("min_length", 0)
    most = element.get("max_length", 3000)
    if value and len(value) < least:
        raise FormError(f"{label}: Please enter at least {least} characters.")
    if len(value) > most:
        raise FormError(f"{label}: at most {most} characters fit, not {len(value)}")


def _check_number(element: Json, label: str, value: str) -> None:
    try:
        number = float(value)
    except ValueError:
        raise FormError(f"{label}: Please enter a number.") from None
    if not element["is_decimal_allowed"] and not number.is_integer():
        raise FormError(f"{label}: Please enter a whole number.")
    least = float(element.get("min_value", "-inf"))
    most = float(element.get("max_value", "inf"))
    if not least <= number <= most:
        raise FormError(f"{label}: Please enter a number between {least:g} and {most:g}.")
