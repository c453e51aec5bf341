"""A decision as it is taken out of Lockstep, and brought in again: all that people said and did."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from bot.decisions.rules.moves import Part, State, Succession, Vote

_SLUG_MAX = 50


@dataclass(frozen=True)
class Person:
    """Somebody's part in a decision; `user` and the others are Slack's ids of people.

    `team` is the one that an approver of a joint decision speaks for.
    """

    user: str
    part: Part
    added_at: datetime
    team: str | None = None
    removed_at: datetime | None = None
    vote: Vote | None = None
    voted_at: datetime | None = None
    voted_by: str | None = None
    because: str | None = None
    stand_in: str | None = None
    stand_in_until: datetime | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True)
class Record:
    """A decision. Teams and initiatives are named as people name them; `follows` is a number."""

    number: int
    title: str
    what: str
    team: str
    driver: str
    proposed_at: datetime
    state: State
    state_at: datetime
    rejected: str | None = None
    partner: str | None = None
    initiative: str | None = None
    source: str | None = None
    permalink: str | None = None
    restricted_to: str | None = None
    state_by: str | None = None
    state_because: str | None = None
    accepted_at: datetime | None = None
    accepted_by: str | None = None
    needed: int | None = None
    review_on: date | None = None
    follows: int | None = None
    follows_as: Succession | None = None
    people: Sequence[Person] = field(default=())

    @property
    def name(self) -> str:
        """What people call it."""
        return f"DEC-{self.number}"

    @property
    def file_name(self) -> str:
        """What its file is called: `0007-we-move-the-newsletter.md`."""
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode()
        slug = "-".join(re.findall("[a-z0-9]+", plain.lower()))[:_SLUG_MAX].strip("-")
        return f"{self.number:04}-{slug or 'decision'}.md"


class Unreadable(ValueError):
    """What was read is no decision, or none that can be brought in: a sentence for each fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def dump(record: Record) -> dict[str, Any]:
    """Return a record in what JSON and YAML have; what is not there is left out."""
    said = {name: _said(value) for name, value in asdict(record).items() if name != "people"}
    people = [
        {name: _said(value) for name, value in asdict(each).items() if value is not None}
        for each in record.people
    ]
    present = {name: value for name, value in said.items() if value is not None}
    return present | ({"people": people} if people else {})


def load(said: Mapping[str, Any]) -> Record:
    """Return the record that `dump` made `said` of. Raises Unreadable."""
    if not isinstance(said, Mapping):
        raise Unreadable(f"{said!r} is no record")
    people = said.get("people", ())
    if not isinstance(people, list | tuple):
        raise Unreadable("people is no list")
    rest = {name: value for name, value in said.items() if name != "people"}
    return Record(
        **_fitting(Record, rest), people=tuple(Person(**_fitting(Person, one)) for one in people)
    )


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _fitting(of: type[Record | Person], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of fields as they are to be; raise Unreadable for what cannot be one."""
    if not isinstance(said, Mapping):
        raise Unreadable(f"{said!r} is no {of.__name__.lower()}")
    kinds = {each.name: each.type for each in fields(of)}
    needed = [name for name, kind in kinds.items() if "None" not in str(kind) and name != "people"]
    if unknown := said.keys() - kinds.keys():
        raise Unreadable(f"I do not know {', '.join(sorted(map(str, unknown)))}")
    if missing := [name for name in needed if said.get(name) in {None, ""}]:
        raise Unreadable(f"{', '.join(missing)} is missing")
    return {name: _read(name, kinds[name], value) for name, value in said.items()}


def _read(name: str, kind: Any, value: Any) -> Any:
    wanted = kind if isinstance(kind, type) else next(iter(kind.__args__))
    try:
        return None if value is None else _of_kind(wanted, value)
    except (TypeError, ValueError) as error:
        raise Unreadable(f"{name} cannot be {value!r}: it is {_expected(wanted)}") from error


def _of_kind(wanted: type[Any], value: Any) -> Any:
    if wanted is datetime:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if wanted is date:
        return value if type(value) is date else date.fromisoformat(value)
    if wanted in {str, int} and type(value) is not wanted:
        raise TypeError(value)
    return wanted(value)


def _expected(wanted: type[Any]) -> str:
    """Return what a field has, in words."""
    if issubclass(wanted, Enum):
        return f"one of {', '.join(each.value for each in wanted)}"
    return _EXPECTED[wanted]


_EXPECTED: Mapping[type[Any], str] = {
    int: "a whole number",
    str: "text",
    date: "a day, as 2026-11-23",
    datetime: "a time, as 2026-11-23T09:00:00+00:00",
}
