"""What a stand-up asks, as its leads change it: the list of its questions, and one of them."""

import json
from collections.abc import Mapping
from typing import Any

from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import words
from bot.standups.models import Standup
from bot.standups.rules.questions import (
    CHOICES_MAX,
    FLAGGED_KINDS,
    QUESTIONS_MAX,
    WORDS_MAX,
    Flag,
    Kind,
    Question,
)

MENU = "standups.question_menu"
ADD = "standups.add_question"
SAVE = "standups.save_question"
EDIT, UP, REMOVE = "edit", "up", "remove"

NO_FLAG = "none"

_KINDS = {
    Kind.TEXT: "In their own words",
    Kind.ONE_OF: "One of several choices",
    Kind.SEVERAL: "Several of several choices",
    Kind.SCALE: "From 1 to 5",
    Kind.NUMBER: "A number",
    Kind.YES_NO: "Yes or no",
}
_FLAGS = {
    NO_FLAG: "Nothing else",
    Flag.PLAN.value: "A plan: one thing a line, asked about next time",
    Flag.BLOCKER.value: "What is in the way: shown first, can be escalated",
    Flag.WIN.value: "Something to celebrate: can become a win",
}
_LINES_MAX = 3000


def listed(standup: Standup, *, meanwhile: bool = False) -> Json:
    """Return the questions of a stand-up, each with what can be done to it."""
    asked = [each for each in standup.questions if each.kind is not Kind.MOOD]
    note = "Somebody else changed them meanwhile, so nothing was saved. This is how they are now."
    add = block_kit.button("Add a question", action_id=ADD, value=_value(standup))
    return block_kit.modal(
        "Questions",
        [
            *([block_kit.section(f"*{note}*")] if meanwhile else []),
            block_kit.context("They hold from the next round on; one that is open keeps its own."),
            *(_line(standup, number, each) for number, each in enumerate(asked)),
            *([block_kit.actions(add)] if len(asked) < QUESTIONS_MAX else []),
        ],
        callback_id="notice",
        submit=None,
        close="Done",
    )


def form(question: Question, metadata: Mapping[str, Any]) -> Json:
    """Return the form of one question; it has the fields that its kind needs."""
    has_choices = question.kind in {Kind.ONE_OF, Kind.SEVERAL}
    return block_kit.modal(
        "Question",
        [
            _words_field(question),
            block_kit.field(
                "How is it answered?",
                _select({kind.value: text for kind, text in _KINDS.items()}, question.kind.value),
                block_id="kind",
                tells=True,
            ),
            *([_choices_field(question)] if has_choices else []),
            *([_flag_field(question)] if question.kind in FLAGGED_KINDS else []),
        ],
        callback_id=SAVE,
        submit="Save",
        metadata=json.dumps(dict(metadata)),
    )


def load(metadata: str) -> dict[str, Any]:
    """Return what a form was drawn with: which stand-up, and the key of the question."""
    loaded: dict[str, Any] = json.loads(metadata)
    return loaded


def read_value(value: str) -> tuple[str, int, int, str]:
    """Return what a menu was pressed for: what to do, to which stand-up, as of when, which key."""
    what, standup_id, version, key = value.split(":", 3)
    return what, int(standup_id), int(version), key


def _line(standup: Standup, number: int, question: Question) -> Json:
    kind = _KINDS[question.kind].lower()
    flag = f", {_FLAGS[question.flag.value].partition(':')[0].lower()}" if question.flag else ""
    options = [block_kit.option("Change it", _value(standup, EDIT, question.key))]
    if number:
        options.append(block_kit.option("Move it up", _value(standup, UP, question.key)))
    options.append(block_kit.option("Remove it", _value(standup, REMOVE, question.key)))
    return block_kit.section(
        f"*{words.question(question)}*\n{kind}{flag}",
        accessory=block_kit.overflow(options, action_id=MENU),
    )


def _value(standup: Standup, what: str = "", key: str = "") -> str:
    return f"{what}:{standup.id}:{standup.version}:{key}"


def _words_field(question: Question) -> Json:
    return block_kit.field(
        "What do you ask?",
        block_kit.text_input(
            placeholder="What did you learn?",
            initial="\n".join(question.pool) or question.words,
            multiline=True,
            limit=_LINES_MAX,
        ),
        block_id="words",
        hint=(
            f"In at most {WORDS_MAX} characters. Type several, one a line, and they take turns: "
            "another one each time."
        ),
    )


def _choices_field(question: Question) -> Json:
    return block_kit.field(
        "Which choices?",
        block_kit.text_input(
            placeholder="Office\nHome\nOn the road",
            initial="\n".join(question.choices),
            multiline=True,
            limit=_LINES_MAX,
        ),
        block_id="choices",
        hint=f"One a line, two to {CHOICES_MAX}.",
    )


def _flag_field(question: Question) -> Json:
    return block_kit.field(
        "What else is the answer?",
        _select(_FLAGS, question.flag.value if question.flag else NO_FLAG),
        block_id="flag",
    )


def _select(labels: Mapping[str, str], chosen: str) -> Json:
    options = {value: block_kit.option(text, value) for value, text in labels.items()}
    return block_kit.select(
        placeholder="Choose", options=list(options.values()), initial=options[chosen]
    )
