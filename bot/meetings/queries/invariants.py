"""Sentences that must be true of meetings, for the audit."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from bot.audit import Invariant
from bot.meetings.models import Meeting, Occurrence, Point

_WITHIN = timedelta(minutes=5)
"""How long an agenda may wait: the sweep comes every fifteen seconds."""

_BUG = "Please report this as a bug."


def _ended_by_nobody(_now: datetime) -> ColumnElement[bool]:
    return Meeting.ended_at.is_(None) != Meeting.ended_by.is_(None)


def _late(now: datetime) -> ColumnElement[bool]:
    return and_(Meeting.due_at <= now - _WITHIN, Meeting.ended_at.is_(None))


def _without_its_reason(_now: datetime) -> ColumnElement[bool]:
    is_missed = Occurrence.missed_because.is_not(None)
    return or_(
        is_missed != Occurrence.missed_at.is_not(None),
        and_(Occurrence.posted_at.is_(None), ~is_missed),
    )


def _done_by_nobody(_now: datetime) -> ColumnElement[bool]:
    return Point.done_at.is_(None) != Point.done_by.is_(None)


INVARIANTS = {
    "a meeting that has ended says who ended it": Invariant(
        Meeting, _ended_by_nobody, _BUG, in_new_rows=False
    ),
    "an agenda is posted in time": Invariant(
        Meeting,
        _late,
        "Is a process of Lockstep with the clock running (`run` or `worker`)? Look at `tick "
        "meetings.post_agendas` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "a day of a meeting has its agenda, or a reason": Invariant(
        Occurrence, _without_its_reason, _BUG
    ),
    "a point that is done says who did it": Invariant(Point, _done_by_nobody, _BUG),
}
