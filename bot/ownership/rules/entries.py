"""What an entry of the two lists says, when it is asked about."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


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


def to_text(value: object) -> str:
    """Return a field of the details as the history keeps it: people's ids with a space between."""
    return " ".join(value) if isinstance(value, tuple) else str(value)


def from_text(field: str, text: str) -> Any:
    """Return what `to_text` made a text of."""
    if field in set(Part):
        return tuple(text.split())
    return int(text) if field == "team_id" else text


def tidy(details: Details) -> Details:
    """Return the details with each person named once in a part."""
    return replace(
        details,
        responsible=tuple(dict.fromkeys(details.responsible)),
        consulted=tuple(dict.fromkeys(details.consulted)),
        informed=tuple(dict.fromkeys(details.informed)),
    )


@dataclass(frozen=True)
class Changed:
    """A field of the details that somebody changed."""

    field: str
    before: Any
    after: Any
    by: str
    at: datetime


def confirmation_due(confirmed_at: datetime) -> datetime:
    """Return when the accountable person is asked whether it is still true."""
    return confirmed_at + RECONFIRM_EVERY


def is_doubtful(confirmed_at: datetime, *, now: datetime) -> bool:
    """Return whether nobody has confirmed it in time."""
    return confirmation_due(confirmed_at) <= now
