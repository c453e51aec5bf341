"""Sentences that must be true of wins, for the audit."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists

from bot.audit import Invariant
from bot.wins.models import Channel, Honoree, Periodical, Reaction, Win

_WITHIN = timedelta(minutes=5)
"""How long what is due may wait: the sweep comes every fifteen seconds."""

_BUG = "Please report this as a bug."


def _for_nobody(_now: datetime) -> ColumnElement[bool]:
    return ~exists().where(Honoree.win_id == Win.id)


def _for_oneself(_now: datetime) -> ColumnElement[bool]:
    return exists().where(Honoree.win_id == Win.id, Honoree.user_id == Win.given_by)


def _undone_by_halves(_now: datetime) -> ColumnElement[bool]:
    return Win.undone_at.is_(None) != Win.undone_by.is_(None)


def _untold(now: datetime) -> ColumnElement[bool]:
    return Channel.due_at <= now - _WITHIN


def _overdue(now: datetime) -> ColumnElement[bool]:
    return Periodical.due_at <= now - _WITHIN


def _unread(now: datetime) -> ColumnElement[bool]:
    return Reaction.due_at <= now - _WITHIN


INVARIANTS = {
    "a win names somebody": Invariant(Win, _for_nobody, _BUG),
    "nobody celebrates themselves": Invariant(Win, _for_oneself, _BUG),
    "a win that was taken back says by whom": Invariant(Win, _undone_by_halves, _BUG),
    "a channel is told of wins in time": Invariant(
        Channel,
        _untold,
        "Is a process of Lockstep with the clock running (`run` or `worker`)? Look at `tick "
        "wins.tell` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "sponsors and leads are told of wins in time": Invariant(
        Periodical,
        _overdue,
        "Is a process of Lockstep with the clock running (`run` or `worker`)? Look at `tick "
        "wins.go_round` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "what a lead reacts to is read in time": Invariant(
        Reaction,
        _unread,
        "Is a process of Lockstep with the clock running (`run` or `worker`)? Look at `tick "
        "wins.read` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
}
