"""The forms of what becomes of an escalation: answer, reopen, reply, withdraw, move up."""

from bot.escalations.blocks import status
from bot.escalations.blocks.card import ANSWERS
from bot.escalations.models import Escalation
from bot.escalations.rules import AnswerKind
from bot.slack import block_kit
from bot.slack.values import Json

GIVE_ANSWER = "escalations.give_answer"
SAY_WHY = "escalations.say_why"
SEND_REPLY = "escalations.send_reply"
TAKE_BACK = "escalations.take_back"
MOVE_UP = "escalations.move_up"

SAVE = "save"


def answer_form(escalation: Escalation) -> Json:
    """Return the form that takes an answer."""
    return block_kit.modal(
        f"Answer {escalation.name}",
        [
            *_question(escalation),
            block_kit.field(
                "Your answer",
                block_kit.text_input(
                    placeholder="What was decided, what happens next, and by when", multiline=True
                ),
                block_id="answer",
            ),
            _answer_kind_field(),
            *_save_field(escalation),
        ],
        callback_id=GIVE_ANSWER,
        submit="Send answer",
        metadata=str(escalation.id),
    )


def _save_field(escalation: Escalation) -> list[Json]:
    """Return the box that saves the answer; the log is no place for a private one."""
    if escalation.private_at is not None:
        return []
    save = block_kit.option("Save it as a decision of the team", SAVE)
    return [
        block_kit.field("Decision", block_kit.checkboxes([save]), block_id="save", optional=True)
    ]


def _answer_kind_field() -> Json:
    options = {kind: block_kit.option(label, kind.value) for kind, label in ANSWERS.items()}
    return block_kit.field(
        "What is it?",
        block_kit.select(
            placeholder="Choose",
            options=list(options.values()),
            initial=options[AnswerKind.UNBLOCKED],
        ),
        block_id="kind",
    )


def reopen_form(escalation: Escalation) -> Json:
    """Return the form that asks the raiser what is still missing."""
    return block_kit.modal(
        f"Reopen {escalation.name}",
        [
            *_question(escalation),
            block_kit.field(
                "What is still missing?",
                block_kit.text_input(
                    placeholder="The date is there, but not who does it", multiline=True
                ),
                block_id="why",
            ),
        ],
        callback_id=SAY_WHY,
        submit="Reopen",
        metadata=str(escalation.id),
    )


def _question(escalation: Escalation) -> list[Json]:
    return [
        block_kit.section(f"*{block_kit.mention(escalation.asker_id)} needs:*"),
        block_kit.words(escalation.ask),
    ]


def reply_form(escalation: Escalation) -> Json:
    """Return the form that takes what the owner needs to know."""
    owner = block_kit.mention(escalation.acknowledged_by or "")
    return block_kit.modal(
        f"Reply on {escalation.name}",
        [
            block_kit.section(f"*{owner} needs to know:*"),
            block_kit.words(escalation.question or ""),
            block_kit.field(
                "Your reply",
                block_kit.text_input(placeholder="All of them, since Monday", multiline=True),
                block_id="reply",
            ),
        ],
        callback_id=SEND_REPLY,
        submit="Send reply",
        metadata=str(escalation.id),
    )


def withdraw_form(escalation: Escalation) -> Json:
    """Return the form that ends the escalation without an answer."""
    return block_kit.modal(
        f"Withdraw {escalation.name}",
        [
            block_kit.section(
                "Nobody will be asked any more, and whoever has it owes you nothing."
            ),
            block_kit.field(
                "Why do you need no answer any more?",
                block_kit.text_input(placeholder="It works again", multiline=True),
                block_id="why",
                optional=True,
            ),
        ],
        callback_id=TAKE_BACK,
        submit="Withdraw",
        metadata=str(escalation.id),
    )


def jump_form(escalation: Escalation) -> Json:
    """Return the form that asks a higher level at once."""
    ladder = escalation.ladder.rule
    options = [
        block_kit.option(status.whom(ladder.level(level), escalation, written=str), str(level))
        for level in range(escalation.level + 1, ladder.last + 1)
    ]
    return block_kit.modal(
        f"Move {escalation.name} up",
        [
            block_kit.section(f"Now: {status.sentence(escalation)}"),
            block_kit.field(
                "Who is to be asked?",
                block_kit.select(placeholder="Choose", options=options, initial=options[0]),
                block_id="level",
            ),
            block_kit.field(
                "Why now?",
                block_kit.text_input(
                    placeholder="The campaign starts tomorrow, and nobody here can decide",
                    multiline=True,
                ),
                block_id="why",
            ),
        ],
        callback_id=MOVE_UP,
        submit="Move up",
        metadata=str(escalation.id),
    )
