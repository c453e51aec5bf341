"""Sentences that must be true of stand-ups, for the audit."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_

from bot.audit import Invariant
from bot.standups.models import Round, Standup, StandupTeam, Turn
from bot.standups.rules import State

_WITHIN = timedelta(minutes=5)
"""How long what is due may wait: the sweeps come every fifteen seconds."""

_BUG = "Please report this as a bug."
_CLOCK = "Is a process of Lockstep with the clock running (`run` or `worker`)? Look at `tick "


def _of_no_team(_now: datetime) -> ColumnElement[bool]:
    return ~exists().where(StandupTeam.standup_id == Standup.id)


def _ended_by_nobody(_now: datetime) -> ColumnElement[bool]:
    return Standup.ended_at.is_(None) != Standup.ended_by.is_(None)


def _unprepared(now: datetime) -> ColumnElement[bool]:
    return and_(Standup.due_at <= now - _WITHIN, Standup.ended_at.is_(None))


def _unclosed(now: datetime) -> ColumnElement[bool]:
    return Round.due_at <= now - _WITHIN


def _unasked(now: datetime) -> ColumnElement[bool]:
    return Turn.due_at <= now - _WITHIN


def _without_its_reason(_now: datetime) -> ColumnElement[bool]:
    return or_(
        (Turn.state == State.OUT) != Turn.out_because.is_not(None),
        (Turn.state == State.SKIPPED) != Turn.skipped_because.is_not(None),
    )


def _closed_by_halves(_now: datetime) -> ColumnElement[bool]:
    return Round.closed_at.is_(None) != Round.due_at.is_not(None)


INVARIANTS = {
    "a stand-up is of a team": Invariant(Standup, _of_no_team, _BUG, in_new_rows=False),
    "a stand-up that has ended says who ended it": Invariant(
        Standup, _ended_by_nobody, _BUG, in_new_rows=False
    ),
    "a round is prepared in time": Invariant(
        Standup,
        _unprepared,
        f"{_CLOCK}standups.plan` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "a round is closed in time": Invariant(
        Round, _unclosed, f"{_CLOCK}standups.look` in its `/readyz` and its log.", in_new_rows=False
    ),
    "a round that is open is due some time": Invariant(Round, _closed_by_halves, _BUG),
    "people are asked in time": Invariant(
        Turn, _unasked, f"{_CLOCK}standups.ask` in its `/readyz` and its log.", in_new_rows=False
    ),
    "who is not asked, or skips, has a reason": Invariant(Turn, _without_its_reason, _BUG),
}
