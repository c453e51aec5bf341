"""What is asked: kinds of questions, what answers them, and the ones that one begins with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from bot.errors import InvalidInput

QUESTIONS_MAX = 10
"""More are not answered in half a minute."""

WORDS_MAX = 150
"""Characters of a question: two lines on a phone."""

CHOICES_MIN = 2

CHOICES_MAX = 10
"""Slack: block-kit/block-elements, radio buttons and checkboxes."""

CHOICE_MAX = 75
"""Characters of a choice (Slack: block-kit/composition-objects, option)."""

POOL_MAX = 52
"""Questions that take turns: one for each week of a year."""

NUMBER_MAX = Decimal(10) ** 12

_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")

SCALE = range(1, 6)

Answer = str | Sequence[str]


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    ONE_OF = "one_of"
    SEVERAL = "several"
    SCALE = "scale"
    NUMBER = "number"
    YES_NO = "yes_no"
    MOOD = "mood"
    """From 1 to 5, and nobody can tell who said what."""


class Flag(StrEnum):
    """What an answer is, besides words."""

    PLAN = "plan"
    """One thing a line, which the next round asks about."""
    BLOCKER = "blocker"
    WIN = "win"


FLAGGED_KINDS = frozenset({Kind.TEXT})
"""What can be a plan, a blocker or a win: words."""


@dataclass(frozen=True)
class Question:
    """A question by its `key`, which stays when its words change.

    With a `pool` its words are another of these each round.
    """

    key: str
    words: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    flag: Flag | None = None
    pool: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether it is answered in a person's own words."""
        return self.kind is Kind.TEXT


DONE, PLAN, BLOCKER, WIN = (
    Question("done", "What did you get done?"),
    Question("plan", "What do you plan until next time?", flag=Flag.PLAN),
    Question("blocker", "Is anything in your way?", flag=Flag.BLOCKER),
    Question("win", "Did somebody do something worth celebrating?", flag=Flag.WIN),
)
DEFAULT = (DONE, PLAN, BLOCKER, WIN)
MOOD = Question("mood", "How was it, all in all?", kind=Kind.MOOD)


def check(question: Question) -> None:
    """Raise InvalidInput (`words`, `choices`) for a question that cannot be asked."""
    if not question.words and not question.pool:
        raise InvalidInput("words", "Please type the question.")
    if any(len(each) > WORDS_MAX for each in (question.words, *question.pool)):
        raise InvalidInput("words", f"Please ask in at most {WORDS_MAX} characters.")
    if len(question.pool) > POOL_MAX:
        raise InvalidInput("words", f"At most {POOL_MAX} questions can take turns.")
    if question.kind in {Kind.ONE_OF, Kind.SEVERAL}:
        _check_choices(question.choices)


def _check_choices(choices: Sequence[str]) -> None:
    if not CHOICES_MIN <= len(choices) <= CHOICES_MAX:
        raise InvalidInput(
            "choices", f"Please offer {CHOICES_MIN} to {CHOICES_MAX} choices, one a line."
        )
    if len(set(choices)) < len(choices):
        raise InvalidInput("choices", "Two of the choices are the same.")
    if any(len(each) > CHOICE_MAX for each in choices):
        raise InvalidInput("choices", f"Please say each choice in at most {CHOICE_MAX} characters.")


def of_round(questions: Sequence[Question], number: int) -> tuple[Question, ...]:
    """Return what the round with this `number`, from 1, asks: of a pool one after the other."""
    return tuple(
        replace(each, words=each.pool[(number - 1) % len(each.pool)], pool=())
        if each.pool
        else each
        for each in questions
    )


def read_number(key: str, typed: str) -> str:
    """Return a number as it is kept, without exponent and idle zeros. Raises InvalidInput."""
    plain = re.sub(r"\s", "", typed)
    in_thousands = _THOUSANDS.fullmatch(plain)
    try:
        number = Decimal(plain.replace(",", "" if in_thousands else "."))
    except InvalidOperation:
        raise InvalidInput(key, "Please type a number, like 12 or 3.5.") from None
    if not number.is_finite() or abs(number) >= NUMBER_MAX:
        raise InvalidInput(key, "Please type a number below a trillion.")
    return f"{number.normalize():f}"


def dump(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return questions as a database keeps them."""
    return [{name: value for name, value in asdict(each).items() if value} for each in questions]


def load(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Return the questions that a database has kept."""
    return tuple(_load(row) for row in rows)


def _load(row: Mapping[str, Any]) -> Question:
    return Question(
        key=row["key"],
        words=row.get("words", ""),
        kind=Kind(row["kind"]),
        choices=tuple(row.get("choices", ())),
        flag=Flag(row["flag"]) if row.get("flag") else None,
        pool=tuple(row.get("pool", ())),
    )
