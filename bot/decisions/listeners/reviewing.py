"""Saying that a decision still holds."""

from datetime import date
from functools import partial

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions.blocks import reviews as forms
from bot.decisions.listeners.moving import open_form, send
from bot.decisions.operations import reviewing
from bot.decisions.rules import Move
from bot.slack import modals
from bot.slack.values import Click, Reply, Submission


def on_keep(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that says until when."""
    form = partial(forms.keep_form, today=clock().date())
    return open_form(click, Move.KEEP, form, transaction, clock)


def on_keep_until(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Keep it, until it is looked at again."""
    day = modals.date(submission.values, "review_on")
    operation = partial(reviewing.keep, review_on=date.fromisoformat(day) if day else None)
    return send(submission, Move.KEEP, operation, transaction, clock, field="review_on")
