"""Questions that wait for an answer, the form that takes it, and how it reaches who asked."""

from collections.abc import Sequence

from bot.ownership.blocks.lists import QUESTIONS, pages
from bot.ownership.models import Question, Waiting
from bot.ownership.rules.entries import Kind
from bot.slack import block_kit
from bot.slack.values import Json

ANSWER = "ownership.answer"
SEND_ANSWER = "ownership.send_answer"

PAGE = 15
"""Questions of a page: two rows of blocks each."""

ONLY_ANSWER = "only"
_KEEP = {
    ONLY_ANSWER: "No: the answer is enough",
    Kind.SERVICE.value: "Yes, to what we do for others",
    Kind.OWNED.value: "Yes, to what we own",
}
_EXCERPT = 1000


def question_list(page: Waiting) -> tuple[str, list[Json]]:
    """Return the text and the blocks of a page of open questions, the most asked first."""
    if not page.rows:
        text = "No question waits for an answer."
        return text, [block_kit.section(text)]
    title = "Questions that nobody could answer yet"
    lines = [f"“{block_kit.quote(each.text)}” {_asked(each)}" for each in page.rows]
    blocks = [block_kit.header(title)]
    for question, line in zip(page.rows, lines, strict=True):
        blocks.append(block_kit.section(line, accessory=_answer_button(question)))
    blocks += pages(QUESTIONS, page.number, size=PAGE, total=page.total)
    return "\n".join([f"{title}:", *lines]), blocks


def waiting(question: Question) -> tuple[str, list[Json]]:
    """Return what a lead is told of a new question."""
    who = block_kit.mention(question.asked_by)
    text = (
        f"{who} asked whom to ask, and I know nobody: “{block_kit.quote(question.text)}” "
        "Can you say? The answer is kept for the next one who asks."
    )
    return text, [block_kit.section(text), block_kit.actions(_answer_button(question))]


def answer_form(question: Question) -> Json:
    """Return the form that takes an answer; what was answered before is in it."""
    options = {value: block_kit.option(text, value) for value, text in _KEEP.items()}
    return block_kit.modal(
        "Answer a question",
        [
            block_kit.section(f"*{block_kit.mention(question.asked_by)} asked:*"),
            block_kit.words(question.text),
            block_kit.field(
                "Your answer",
                block_kit.text_input(
                    placeholder="Who answers for it, or where to ask",
                    initial=question.answer or "",
                    multiline=True,
                ),
                block_id="answer",
                hint="Goes to everybody who asked, and to whoever asks the same afterwards.",
            ),
            block_kit.field(
                "Add it to a list as well?",
                block_kit.select(
                    placeholder="Choose",
                    options=list(options.values()),
                    initial=options[ONLY_ANSWER],
                ),
                block_id="keep",
            ),
        ],
        callback_id=SEND_ANSWER,
        submit="Send answer",
        metadata=str(question.id),
    )


def answered(question: Question) -> tuple[str, list[Json]]:
    """Return what tells somebody who asked the answer."""
    who = block_kit.mention(question.answered_by or "")
    asked, answer = question.text, question.answer or ""
    text = (
        f"You asked “{block_kit.quote(asked)}”. {who} answers: {block_kit.quote(answer, _EXCERPT)}"
    )
    blocks = [
        block_kit.section(f"You asked “{block_kit.quote(asked)}”. {who} answers:"),
        block_kit.words(answer),
    ]
    return text, blocks


def sent(told: Sequence[str]) -> str:
    """Return what is said to the one who answered."""
    first = f"{block_kit.mentions(told)}, and to whoever" if told else "whoever"
    return f"Your answer goes to {first} asks the same afterwards."


def too_late(question: Question) -> str:
    """Return what is said when somebody else has answered."""
    if question.answered_by is None or question.answered_at is None:
        raise ValueError("this question has no answer")
    who, when = block_kit.mention(question.answered_by), block_kit.moment(question.answered_at)
    return f"{who} has answered this already, {when}."


def _asked(question: Question) -> str:
    who, when = block_kit.mention(question.asked_by), block_kit.moment(question.asked_at)
    times = "once" if question.times == 1 else f"{question.times} times"
    return f"asked {times}, first by {who}, {when}."


def _answer_button(question: Question) -> Json:
    return block_kit.button("Answer", action_id=ANSWER, value=str(question.id))
