"""What a question to the tables brings: pages of a list, and answers."""

from dataclasses import dataclass
from enum import StrEnum

from bot.ownership.models.entries import Entry
from bot.ownership.models.questions import Question
from bot.teams.models import Team


class Found(StrEnum):
    """What kind of thing answers somebody who asks whom to ask."""

    ENTRY = "entry"
    SERVICE = "service"
    TEAM = "team"
    PERSON = "person"
    ANSWER = "answer"


@dataclass(frozen=True)
class Answer:
    """One thing that fits what was asked, and how well, from 0 to 1.

    `entry` is an entry of either list; a person has what they lead and what they own.
    """

    found: Found
    score: float
    team: Team | None = None
    entry: Entry | None = None
    question: Question | None = None
    user_id: str = ""
    leads: tuple[Team, ...] = ()
    owns: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Page:
    """A part of a list: `number` from 0, of a list of `total` rows."""

    rows: tuple[Entry, ...]
    number: int
    total: int


@dataclass(frozen=True)
class Waiting:
    """A part of the questions that wait for an answer: `number` from 0, of `total` questions."""

    rows: tuple[Question, ...]
    number: int
    total: int
