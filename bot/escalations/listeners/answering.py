"""Answer, Accept, Reopen, Withdraw, Move up: what ends an escalation, or lifts it."""

from functools import partial

from bot.clock import Clock
from bot.db import Transaction
from bot.escalations.blocks.forms import answering as forms
from bot.escalations.listeners.moving import open_form, press, send
from bot.escalations.operations import answering
from bot.escalations.rules import AnswerKind, Move
from bot.slack import modals
from bot.slack.values import Click, Reply, Submission


def on_accept(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Close the escalation with its answer."""
    return press(click, Move.ACCEPT, answering.accept, transaction, clock)


def on_answer(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form for the answer, if one is still wanted."""
    return open_form(click, Move.ANSWER, forms.answer_form, transaction)


def on_reopen(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that asks what is missing, if the answer is still open to that."""
    return open_form(click, Move.REOPEN, forms.reopen_form, transaction)


def on_withdraw(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that ends it without an answer."""
    return open_form(click, Move.WITHDRAW, forms.withdraw_form, transaction)


def on_jump(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that asks a higher level."""
    return open_form(click, Move.JUMP, forms.jump_form, transaction)


def on_give_answer(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Record the answer and tell the asker."""
    text = modals.text(submission.values, "answer", missing="Please write your answer.")
    # A form of an older release did not ask what it is.
    kind = AnswerKind(modals.choice(submission.values, "kind") or AnswerKind.UNBLOCKED)
    save = forms.SAVE in modals.choices(submission.values, "save")
    operation = partial(answering.answer, text=text, kind=kind, save=save)
    return send(submission, Move.ANSWER, operation, transaction, clock, field="answer", why=text)


def on_say_why(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Reopen the escalation with what is missing."""
    why = modals.text(submission.values, "why", missing="Please say what is still missing.")
    operation = partial(answering.reopen, why=why)
    return send(submission, Move.REOPEN, operation, transaction, clock, field="why", why=why)


def on_take_back(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """End the escalation without an answer."""
    why = modals.text(submission.values, "why") or None
    operation = partial(answering.withdraw, why=why)
    return send(submission, Move.WITHDRAW, operation, transaction, clock, field="why", why=why)


def on_move_up(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask a higher level at once."""
    why = modals.text(submission.values, "why", missing="Please say why it cannot wait.")
    level = modals.choice(submission.values, "level", missing="Please choose who is to be asked.")
    operation = partial(answering.jump, level=int(level), why=why)
    return send(submission, Move.JUMP, operation, transaction, clock, field="why", why=why)
