"""What somebody says in the form of their turn."""

from collections.abc import Sequence
from typing import Any

from bot.errors import InvalidInput
from bot.slack import modals
from bot.slack.modals import Values
from bot.standups.blocks.form import LINE, Filled
from bot.standups.models import Draft, Line, Turn
from bot.standups.operations.answering import Said
from bot.standups.rules import lines
from bot.standups.rules.lines import How
from bot.standups.rules.questions import Answer, Flag, Kind, Question, read_number

_IN_WORDS = {Kind.TEXT, Kind.NUMBER}


def said(values: Values, turn: Turn, carried: Sequence[Line]) -> Said:
    """Return what somebody says; raise InvalidInput for what cannot be, or nothing at all."""
    questions = turn.round.questions
    answers = {each.key: _checked(each, _answer(each, values)) for each in questions}
    mood = next((answers.pop(each.key) for each in questions if each.kind is Kind.MOOD), None)
    found = filled(values, turn)
    if not carried and not mood and not any(answers.values()):
        nothing = "Please say something, or close this and choose Skip."
        raise InvalidInput(questions[0].key, nothing)
    still = sum(found.hows.get(line.id, How.STILL) is How.STILL for line in carried)
    return Said(
        answers={key: answer for key, answer in answers.items() if answer},
        plan=_plan(questions, values, still),
        hows=found.hows,
        mood=int(str(mood)) if mood else None,
    )


def filled(values: Values, turn: Turn) -> Filled:
    """Return what stands in the form; how somebody feels is nowhere but in the form."""
    answers = {
        each.key: _answer(each, values)
        for each in turn.round.questions
        if each.kind is not Kind.MOOD
    }
    hows = {
        int(field.removeprefix(LINE)): How(modals.choice(values, field, missing="Please choose."))
        for field in values
        if field.startswith(LINE)
    }
    return Filled({key: answer for key, answer in answers.items() if answer}, hows)


def kept(values: Values, turn: Turn) -> dict[str, Any]:
    """Return what stands in the form as it is kept, for when it is closed by mistake."""
    found = filled(values, turn)
    return {
        "answers": dict(found.answers),
        "hows": {str(line_id): how.value for line_id, how in found.hows.items()},
    }


def restored(draft: Draft) -> Filled:
    """Return what was kept."""
    hows = {int(line_id): How(how) for line_id, how in draft.fields["hows"].items()}
    return Filled(draft.fields["answers"], hows, draft.saved_at)


def _answer(question: Question, values: Values) -> Answer:
    if question.kind in _IN_WORDS:
        return modals.text(values, question.key)
    if question.kind is Kind.SEVERAL:
        return list(modals.choices(values, question.key))
    return modals.choice(values, question.key)


def _checked(question: Question, answer: Answer) -> Answer:
    if question.kind is Kind.NUMBER and answer:
        return read_number(question.key, str(answer))
    return answer


def _plan(questions: Sequence[Question], values: Values, still: int) -> list[str]:
    plan: list[str] = []
    for each in questions:
        if each.flag is Flag.PLAN:
            already = still + len(plan)
            plan += lines.split(modals.text(values, each.key), field=each.key, already=already)
    return plan
