"""Small checks of JSON, put together into Slack's rules; each problem says where it is."""

import datetime
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that Slack refuses, and the JSON pointer of where it is."""

    pointer: str
    words: str
    error: str = ""
    """Slack's code, where it has one of its own for this."""

    def __str__(self) -> str:
        return f"[ERROR] {self.words} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str], Iterator[Problem]]
"""Yields the problems of a value found at a pointer."""


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(at, "must provide a string")
        elif len(value) > most:
            yield Problem(at, f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield Problem(at, f"must be more than {least - 1} characters")

    return check


def date(value: Any, at: str) -> Iterator[Problem]:
    """A day, as 2026-12-24."""
    return _of_form(string(10, 10), datetime.date.fromisoformat, "YYYY-MM-DD", value, at)


def time(value: Any, at: str) -> Iterator[Problem]:
    """A time of day, as 09:30."""
    return _of_form(string(5, 5), datetime.time.fromisoformat, "HH:mm", value, at)


def _of_form(
    check: Check, read: Callable[[str], object], form: str, value: Any, at: str
) -> Iterator[Problem]:
    problems = list(check(value, at))
    try:
        if not problems:
            read(value)
    except ValueError:
        problems = [Problem(at, f"must match the form {form}")]
    return iter(problems)


def boolean(value: Any, at: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem(at, "must provide a boolean")


def integer(least: int, most: int) -> Check:
    """A whole number."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Problem(at, "must provide an integer")
        elif not least <= value <= most:
            yield Problem(at, f"must be between {least} and {most}")

    return check


def number(value: Any, at: str) -> Iterator[Problem]:
    """A number, written as a string."""
    problems = list(string(255)(value, at))
    try:
        if not problems and math.isnan(float(value)):
            raise ValueError
    except ValueError:
        problems = [Problem(at, "must be a number, as a string")]
    return iter(problems)


def in_order(least: str, most: str) -> Check:
    """A rule: the one field is not greater than the other."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        both = least in value and most in value
        if both and float(value[least]) > float(value[most]):
            yield Problem(f"{at}/{least}", f"must not be greater than `{most}`")

    return check


def choice(*values: str) -> Check:
    """One of a few words."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in values:
            yield Problem(at, f"must be a valid enum value: {', '.join(values)}")

    return check


def array(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(at, "must provide an array")
            return
        if len(value) > most:
            yield Problem(at, f"no more than {most} items allowed")
        if len(value) < least:
            yield Problem(at, f"must contain at least {least} items")
        for index, each in enumerate(value):
            yield from item(each, f"{at}/{index}")

    return check


def record(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    *rules: Check,
) -> Check:
    """An object with these fields and no others; `rules` look at it as a whole."""
    must = dict(required or {})
    known = {**must, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
            return
        problems = list(_fields(value, at, must, known))
        # The rules may rely on fields of the right shape.
        yield from problems or (problem for rule in rules for problem in rule(value, at))

    return check


def _fields(
    value: Mapping[str, Any], at: str, must: Mapping[str, Check], known: Mapping[str, Check]
) -> Iterator[Problem]:
    for name in must.keys() - value.keys():
        yield Problem(at, f"missing required field: {name}")
    for name, each in value.items():
        if name in known:
            yield from known[name](each, f"{at}/{name}")
        elif name != "type":
            yield Problem(at, f"invalid additional property: {name}")


def by_type(table: Callable[[], Mapping[str, Check]]) -> Check:
    """An object that its `type` says how to check; `table` is asked late, as tables may nest."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
        elif "type" not in value:
            yield Problem(at, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in table():
            yield Problem(f"{at}/type", f"unsupported type: {value['type']}")
        else:
            yield from table()[value["type"]](value, at)

    return check


def either(*names: str) -> Check:
    """A rule: at least one of these fields."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not any(value.get(name) for name in names):
            yield Problem(at, f"must define either {' or '.join(f'`{name}`' for name in names)}")

    return check


def anything(value: Any, at: str) -> Iterator[Problem]:
    """No rule."""
    return iter(())
