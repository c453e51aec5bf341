"""The form in which somebody answers: what they had planned, and the questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.slack import block_kit
from bot.slack.forms import block_id
from bot.slack.values import Json
from bot.standups.blocks import words
from bot.standups.models import Line, Turn
from bot.standups.rules.lines import How
from bot.standups.rules.questions import SCALE, Answer, Flag, Kind, Question

SEND = "standups.send"
AFRESH = "standups.start_afresh"

LINE = "line:"
"""How the block_id of a line's field begins; its id follows."""

_HOWS = {How.DONE: "Done", How.STILL: "Still on it", How.DROPPED: "Dropped"}
_MOODS = {"5": "5: great", "4": "4: good", "3": "3: so-so", "2": "2: not good", "1": "1: bad"}
_YES_NO = {"yes": "Yes", "no": "No"}
_HINTS = {
    None: None,
    Flag.PLAN: "One thing a line. Name an initiative (INI-7) to have it shown there.",
    Flag.BLOCKER: "If another team must help, a button below your answer asks them.",
    Flag.WIN: "A button below your answer celebrates it by name.",
}
_PLACEHOLDERS = {
    None: "In a few words",
    Flag.PLAN: "Send the newsletter to the printer",
    Flag.BLOCKER: "Nothing",
    Flag.WIN: "Ivan repaired the export on Sunday",
}


@dataclass(frozen=True)
class Filled:
    """What stands in the form, and since when if it comes from one that was closed."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    hows: Mapping[int, How] = field(default_factory=dict)
    kept_at: datetime | None = None


def form(turn: Turn, carried: Sequence[Line], filled: Filled, *, version: int = 0) -> Json:
    """Return the form of somebody's turn; with another `version` Slack forgets what was typed."""
    questions = [
        each for each in turn.round.questions if each.kind is not Kind.MOOD or _asks_mood(turn)
    ]
    return block_kit.modal(
        block_kit.shorten(turn.round.standup.name, TITLE_MAX),
        [
            *_kept(turn, filled),
            block_kit.context(_ends(turn)),
            *(_at(_line_field(line, filled), version) for line in carried),
            *(
                _at(question_field(each, filled.answers.get(each.key)), version)
                for each in questions
            ),
        ],
        callback_id=SEND,
        submit="Save" if turn.is_heard else "Send",
        metadata=f"{turn.id}:{version}",
    )


def load(metadata: str) -> tuple[str, int]:
    """Return the id of the turn whose form it is, as it was drawn, and the version."""
    turn_id, _, version = metadata.partition(":")
    return turn_id, int(version or 0)


def _at(field: Json, version: int) -> Json:
    return field | {"block_id": block_id(field["block_id"], version)}


TITLE_MAX = 24
"""Characters of a modal's title (Slack: surfaces/modals)."""


def preview(questions: Sequence[Question]) -> list[Json]:
    """Return the questions as somebody is asked them."""
    return [question_field(each, None) for each in questions]


def question_field(question: Question, answer: Answer | None) -> Json:
    """Return the field of a question, with an answer in it."""
    return _FIELDS[question.kind](question, answer)


def _kept(turn: Turn, filled: Filled) -> list[Json]:
    if filled.kept_at is None:
        return []
    said = f"This is what you had typed when you closed it, {block_kit.moment(filled.kept_at)}."
    button = block_kit.button("Start afresh", action_id=AFRESH, value=str(turn.id))
    return [block_kit.section(said, accessory=button)]


def _asks_mood(turn: Turn) -> bool:
    """Return whether a mood still counts: once, and nobody can find it again to change it."""
    return not turn.is_heard and turn.round.closed_at is None


def _ends(turn: Turn) -> str:
    closes = block_kit.moment(turn.round.closes_at)
    if turn.round.closed_at is not None:
        return f"{words.headline(turn.round)}. It closed {closes}; the summary changes with this."
    return (
        f"{words.headline(turn.round)}. It closes {closes}. Leave out what you have no words for."
    )


def _line_field(line: Line, filled: Filled) -> Json:
    options = {how: block_kit.option(text, how.value) for how, text in _HOWS.items()}
    chosen = options[filled.hows.get(line.id, How.STILL)]
    select = block_kit.select(placeholder="Choose", options=list(options.values()), initial=chosen)
    return block_kit.field(f"You planned: {line.words}", select, block_id=f"{LINE}{line.id}")


def _text(question: Question, answer: Answer | None) -> Json:
    return block_kit.field(
        question.words,
        block_kit.text_input(
            placeholder=_PLACEHOLDERS[question.flag],
            initial=str(answer or ""),
            multiline=True,
        ),
        block_id=question.key,
        hint=_HINTS[question.flag],
        optional=True,
        tells=True,
    )


def _number(question: Question, answer: Answer | None) -> Json:
    box = block_kit.text_input(placeholder="12.5", initial=str(answer or ""), limit=40)
    return block_kit.field(question.words, box, block_id=question.key, optional=True, tells=True)


def _one_of(question: Question, answer: Answer | None) -> Json:
    return _radio(question, {each: each for each in question.choices}, answer)


def _several(question: Question, answer: Answer | None) -> Json:
    options = [block_kit.option(each, each) for each in question.choices]
    boxes = block_kit.checkboxes(options, chosen=answer or ())
    return block_kit.field(question.words, boxes, block_id=question.key, optional=True)


def _scale(question: Question, answer: Answer | None) -> Json:
    return _radio(question, {str(each): str(each) for each in SCALE}, answer)


def _yes_no(question: Question, answer: Answer | None) -> Json:
    return _radio(question, _YES_NO, answer)


def _mood(question: Question, _answer: Answer | None) -> Json:
    hint = (
        "Nobody can see who said what: I keep only how many said each, and tell the average if "
        "five or more have answered."
    )
    return _radio(question, _MOODS, None, hint=hint)


def _radio(
    question: Question, labels: Mapping[str, str], answer: Answer | None, hint: str | None = None
) -> Json:
    options = [block_kit.option(text, value) for value, text in labels.items()]
    knobs = block_kit.radio_buttons(options, chosen=str(answer) if answer else None)
    return block_kit.field(question.words, knobs, block_id=question.key, hint=hint, optional=True)


_FIELDS: Mapping[Kind, Callable[[Question, Answer | None], Json]] = {
    Kind.TEXT: _text,
    Kind.ONE_OF: _one_of,
    Kind.SEVERAL: _several,
    Kind.SCALE: _scale,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.MOOD: _mood,
}
