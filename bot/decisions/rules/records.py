"""A decision as it is taken out of Lockstep, and brought in again: all that people said and did."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from bot.decisions.rules.moves import HOLDING, OPEN, Part, State, Succession, Vote
from bot.decisions.rules.titles import TITLE_MAX

_SLUG_MAX = 50

_ADDRESS = re.compile(r"https://[^\s<>|]{1,490}")


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
    """What was read is no decision; the sentence says where, and why."""


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
        if value is None:
            return None
        if wanted is datetime:
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if wanted is date:
            return value if isinstance(value, date) else date.fromisoformat(value)
        if wanted is str and not isinstance(value, str):
            raise TypeError(value)
        return wanted(value)
    except (TypeError, ValueError) as error:
        raise Unreadable(f"{name} cannot be {value!r}") from error


def require_sound(record: Record) -> None:
    """Raise Unreadable, which names the record, for one that could not have been made here."""
    approvers = [each for each in record.people if each.part is Part.APPROVER]
    wrong = {
        f"its title is no line of at most {TITLE_MAX} characters": len(record.title) > TITLE_MAX
        or len(record.title.splitlines()) != 1,
        "its permalink is no address": record.permalink is not None
        and _ADDRESS.fullmatch(record.permalink) is None,
        "it held, and does not say since when (accepted_at)": record.state in HOLDING
        and record.accepted_at is None,
        "it is proposed, and nobody has to approve it": record.state is State.PROPOSED
        and all(each.removed_at for each in approvers),
        "it says what it follows, and not how, or the other way round": (record.follows is None)
        is not (record.follows_as is None),
        "it needs no approver, or less than none": record.needed is not None and record.needed < 1,
    }
    for sentence, is_so in wrong.items():
        if is_so:
            raise Unreadable(f"{record.name}: {sentence}")


def in_order(records: Iterable[Record]) -> list[Record]:
    """Return records so that each comes after the one that it follows, else by their numbers.

    Raises Unreadable for a number that comes twice, for two that follow the same, and for those
    that follow each other in a circle.
    """
    records = list(records)
    current = Counter(each.follows for each in records if each.follows and each.state in OPEN)
    for number, times in current.items():
        if times > 1:
            raise Unreadable(f"{times} follow DEC-{number} at once: only one can")
    waiting: dict[int, Record] = {}
    for record in sorted(records, key=lambda each: each.number):
        if record.number in waiting:
            raise Unreadable(f"there are two of {record.name}")
        waiting[record.number] = record
    ordered: list[Record] = []
    while waiting:
        ready = [each for each in waiting.values() if each.follows not in waiting]
        if not ready:
            circle = ", ".join(each.name for each in waiting.values())
            raise Unreadable(f"{circle} follow each other in a circle: none is the first")
        ordered += ready
        for each in ready:
            del waiting[each.number]
    return ordered
