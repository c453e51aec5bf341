"""What an entry of the two lists says, when it is asked about, and how two changes meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """Which list an entry is on."""

    OWNED = "owned"
    """What we own: somebody answers for it."""
    SERVICE = "service"
    """What a team does for the others, in plain words."""


class Part(StrEnum):
    """What somebody has to do with an entry, besides the one who is accountable."""

    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"


class Vacancy(StrEnum):
    """Why nobody answers for an entry at the moment."""

    GIVEN_UP = "given_up"
    LEFT = "left"


NAME_MAX = 80
"""Characters."""

ABOUT_MAX = 300
"""Characters: escaped, with the name and all the people, they fit into one paragraph of Slack's."""

MOST = {Part.RESPONSIBLE: 5, Part.CONSULTED: 10, Part.INFORMED: 10}
"""People. More than five who do something are nobody in particular."""

RECONFIRM_EVERY = timedelta(days=180)

ASK_AGAIN_EVERY = timedelta(days=30)
"""How long the accountable person may take to say whether it is still true."""


@dataclass(frozen=True)
class Details:
    """What people say of an entry; a service has no people of its own."""

    team_id: int
    name: str
    about: str = ""
    accountable: str = ""
    responsible: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


FIELDS = ("team_id", "name", "about", "accountable", *(part.value for part in Part))

Values = Mapping[str, str]
"""Details as text, by field: people's ids with a space between them."""


def to_values(details: Details) -> dict[str, str]:
    """Return the details as text, as the history keeps them."""
    return {field: _to_text(getattr(details, field)) for field in FIELDS}


def from_values(values: Values) -> Details:
    """Return the details that `to_values` made a text of."""
    people = {part.value: tuple(values[part].split()) for part in Part}
    return Details(
        int(values["team_id"]), values["name"], values["about"], values["accountable"], **people
    )


def people_of(text: str) -> list[str]:
    """Return the people's ids that are in a field's text."""
    return text.split()


def _to_text(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def tidy(details: Details) -> Details:
    """Return the details with each person named once in a part."""
    return replace(
        details,
        responsible=tuple(dict.fromkeys(details.responsible)),
        consulted=tuple(dict.fromkeys(details.consulted)),
        informed=tuple(dict.fromkeys(details.informed)),
    )


def differences(before: Values, after: Values) -> dict[str, tuple[str, str]]:
    """Return, for each field that differs, what it was and what it is; the order of people is none.

    The fields come in the order of the form.
    """
    return {
        field: (before[field], after[field])
        for field in FIELDS
        if _comparable(field, before[field]) != _comparable(field, after[field])
    }


def _comparable(field: str, text: str) -> str | list[str]:
    return sorted(text.split()) if field in set(Part) else text


@dataclass(frozen=True)
class Changed:
    """A field that somebody changed, and the version that this made."""

    version: int
    field: str
    before: str
    after: str
    by: str
    at: datetime


def as_it_was(now: Values, changes: Sequence[Changed]) -> dict[str, str]:
    """Return the values before `changes` were made, which may come in any order."""
    before = dict(now)
    for change in sorted(changes, key=lambda each: each.version, reverse=True):
        before[change.field] = change.before
    return before


def merge(base: Values, theirs: Values, mine: Values) -> dict[str, str]:
    """Return what I meant, on top of what the others made of it while my form was open.

    `base` is what my form was drawn with. A field that I changed is as I have it; any other is as
    the others left it.
    """
    return {**theirs, **{field: mine[field] for field in differences(base, mine)}}


def confirmation_due(confirmed_at: datetime) -> datetime:
    """Return when the accountable person is asked whether it is still true."""
    return confirmed_at + RECONFIRM_EVERY


def is_doubtful(confirmed_at: datetime, *, now: datetime) -> bool:
    """Return whether nobody has confirmed it in time."""
    return confirmation_due(confirmed_at) <= now
