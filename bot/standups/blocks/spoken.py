"""What each person said, in the thread of the summary."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import words
from bot.standups.blocks.prompt import Drawn
from bot.standups.models.summaries import Spoken, Summary
from bot.standups.rules import State
from bot.standups.rules.lines import How
from bot.standups.rules.questions import Answer, Kind, Question

_HEADINGS = {How.DONE: "Done of the plan", How.STILL: "Still on it", How.DROPPED: "Dropped"}
_YES_NO = {"yes": "Yes", "no": "No"}


def person(spoken: Spoken, told: Summary) -> list[Drawn]:
    """Return what one person said, in their own words, in as many messages as Slack takes."""
    turn = spoken.turn
    name = words.called(told.names, turn.user_id)
    edited = f" (changed {block_kit.moment(turn.edited_at)})" if turn.edited_at else ""
    late = turn.answered_at and turn.round.closed_at and turn.answered_at > turn.round.closed_at
    said = "goes on as planned" if turn.state is State.ON_PLAN else "answered"
    opening = f"*{name}* {said}{' later' if late else ''}{edited}"
    messages = [[block_kit.section(opening)]]
    for blocks in [*_reported(spoken), *_answers(spoken, told)]:
        if words.length([*messages[-1], *blocks]) > words.MESSAGE_MAX:
            messages.append([block_kit.context(f"*{name}* goes on")])
        messages[-1] += blocks
    return [(f"{name} {said}", blocks) for blocks in messages]


def no_more() -> Drawn:
    """Return what becomes of a message that was needed before somebody said less."""
    said = "What was here is shorter now."
    return said, [block_kit.context(said)]


def _answers(spoken: Spoken, told: Summary) -> list[list[Json]]:
    answers = spoken.turn.answers
    return [_answered(each, answers.get(each.key)) for each in told.round.questions]


def _reported(spoken: Spoken) -> list[list[Json]]:
    return [
        [block_kit.section(f"*{heading}*"), *_own([line.words for line in lines])]
        for how, heading in _HEADINGS.items()
        if (lines := spoken.lines(how))
    ]


def _answered(question: Question, answer: Answer | None) -> list[Json]:
    if not answer:
        return []
    said = [answer] if isinstance(answer, str) else list(answer)
    if question.kind is Kind.YES_NO:
        said = [_YES_NO.get(each, each) for each in said]
    if question.kind is Kind.SCALE:
        said = [f"{each} of 5" for each in said]
    return [block_kit.section(f"*{block_kit.quote(question.words)}*"), *_own(said)]


def _own(said: Sequence[str]) -> list[Json]:
    """Return their words as they typed them, in as many blocks as they need."""
    return [block_kit.words(each) for each in words.paragraphs(said)]
