"""The rows of a Home, of whichever slice, and their order."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum


class Section(StrEnum):
    """A heading with rows below it that can be paged."""

    WAITING = "waiting"
    RAISED = "raised"
    INITIATIVES = "initiatives"


class Rank(IntEnum):
    """How urgent a row is that is no escalation: 0 to 2 are escalations, by their urgency.

    First what somebody waits for, then what keeps the lists true, then what is about the person.
    """

    DECISION = 3
    QUESTION = 4
    VACANT = 5
    CONFIRM = 6
    GO_ON = 7


class Deed(StrEnum):
    """What a row's one button does."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ACCEPT = "accept"
    OPEN = "open"
    REPLY = "reply"
    """To a question that found no answer."""
    NAME = "name"
    """Somebody who answers for an entry."""
    CONFIRM = "confirm"
    GO_ON = "go on"
    OPEN_DECISION = "open decision"
    OPEN_INITIATIVE = "open initiative"


class Status(StrEnum):
    """How a row ends: what has happened to it last, or will."""

    ASKED = "asked"
    """The person, and until `at`."""
    OWED = "owed"
    """An answer by the person, who promised it for `at`."""
    PUT_OFF = "put off"
    """By the person, until `at`."""
    ASKED_BACK = "asked back"
    """Its owner needs to know more from the person."""
    ANSWERED = "answered"
    NOT_TAKEN = "not_taken"
    """And asked until `at`."""
    PROMISED = "promised"
    """By its owner, for `at`."""
    PROPOSED = "proposed"
    """By its driver, to the person."""
    UNKNOWN = "unknown"
    """Asked by somebody whom nobody could answer."""
    VACANT = "vacant"
    TO_CONFIRM = "to confirm"
    SILENT = "silent"
    PLANNED = "planned"
    """For a day, `due_on`."""


@dataclass(frozen=True)
class Item:
    """One row, of whichever slice: `name` is what people call it, `words` are a person's own.

    `urgency` is 0 for what cannot wait, and grows; `label` says it in a word. `subject` is the
    button's value. What is planned for a day has that, and by how many days it is `late`.
    """

    name: str
    urgency: int
    label: str
    about: str
    words: str
    due_at: datetime
    status: Status
    at: datetime
    by: str | None
    deed: Deed
    subject: str
    due_on: date | None = None
    late: int = 0


def order(item: Item) -> tuple[int, datetime]:
    """Return by what rows are sorted: what cannot wait first, and of that what is due soonest."""
    return item.urgency, item.due_at
