"""Makes values of a file's tables, and says in one sentence where the file is mistaken."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from sandbox.config.mistake import Mistake

Table = TypeVar("Table")

_NAMES = {str: "a text in quotes", bool: "true or false"}
_SINGULAR = {"people": "person"}


def table(kind: type[Table], given: object, place: str = "") -> Table:
    """Return the table that `kind` describes; `place` says where in the file it stands.

    Raises Mistake.
    """
    if not isinstance(given, Mapping):
        raise Mistake(place, "is to be a table")
    place = f"{place} {given['name']!r}" if place and isinstance(given.get("name"), str) else place
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type] # a dataclass
    for key in given:
        if key not in known:
            raise Mistake(place, f"there is no key {key!r}{_nearest(key, known)}")
    for name, field in known.items():
        if name not in given and _is_required(field):
            raise Mistake(place, f"the key {name!r} is missing")
    hints = get_type_hints(kind)
    return kind(**{key: _value(hints[key], given[key], key, place) for key in given})


def _value(kind: Any, given: object, key: str, place: str) -> Any:
    """Return one value of a table. Raises Mistake."""
    if get_origin(kind) is UnionType:
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is Literal:
        return _one_of(get_args(kind), given, key, place)
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], given, key, place)
    if is_dataclass(kind):
        return table(kind, given, _inside(place, key))  # type: ignore[arg-type] # a class
    if type(given) is not kind or given == "":
        raise Mistake(place, f"{key!r} is to be {_NAMES[kind]}, not {given!r}")
    return given


def _one_of(choices: tuple[str, ...], given: object, key: str, place: str) -> object:
    if given not in choices:
        raise Mistake(place, f"{key!r} is to be one of {', '.join(choices)}, not {given!r}")
    return given


def _several(kind: Any, given: object, key: str, place: str) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise Mistake(place, f"{key!r} is to be a list, not {given!r}")
    if is_dataclass(kind):
        one = _inside(place, _SINGULAR.get(key, key.removesuffix("s")))
        return tuple(
            table(kind, each, one if _is_named(each) else f"{one} {number}")  # type: ignore[arg-type] # a class
            for number, each in enumerate(given, 1)
        )
    if not all(isinstance(each, str) for each in given):
        raise Mistake(place, f"{key!r} is to be a list of texts in quotes, not {given!r}")
    return tuple(given)


def _is_named(given: object) -> bool:
    return isinstance(given, Mapping) and isinstance(given.get("name"), str)


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _inside(place: str, part: str) -> str:
    return f"{place}, {part}" if place else part


def _nearest(key: str, known: Mapping[str, object]) -> str:
    """Return what somebody may have meant."""
    near = get_close_matches(key, known, 1)
    return f": did you mean {near[0]!r}?" if near else f" (there are {', '.join(known)})"
