"""What must be true of every entry and every question."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_

from bot.audit import Invariant
from bot.ownership.models import Entry, EntryPerson, Question
from bot.ownership.rules.entries import Kind, Part
from bot.ownership.rules.permissions import QuestionState

_ASKED_WITHIN = timedelta(minutes=30)
"""How long an entry may be due: the sweep comes every minute, and takes a batch."""


def _nobody_answers(_now: datetime) -> ColumnElement[bool]:
    responsible = exists().where(
        EntryPerson.entry_id == Entry.id, EntryPerson.part == Part.RESPONSIBLE
    )
    return and_(Entry.kind == Kind.OWNED, or_(Entry.accountable == "", ~responsible))


def _half(_now: datetime) -> ColumnElement[bool]:
    return or_(
        Entry.removed_at.is_(None) != Entry.removed_by.is_(None),
        Entry.vacant_at.is_(None) != Entry.vacancy.is_(None),
    )


def _forgotten(now: datetime) -> ColumnElement[bool]:
    return and_(
        Entry.kind == Kind.OWNED,
        Entry.removed_at.is_(None),
        Entry.vacant_at.is_(None),
        or_(Entry.due_at.is_(None), Entry.due_at <= now - _ASKED_WITHIN),
    )


def _nobody_answered(_now: datetime) -> ColumnElement[bool]:
    told = (Question.answer, Question.answered_by, Question.answered_at)
    return and_(
        Question.state == QuestionState.ANSWERED, or_(*(column.is_(None) for column in told))
    )


INVARIANTS = {
    "what a team owns has somebody who answers for it, and somebody who does it": Invariant(
        Entry,
        _nobody_answers,
        "Nobody can be asked: choose people with **Change** in `/align owns`.",
        in_new_rows=False,
    ),
    "an entry that was removed, or that nobody holds, says how": Invariant(
        Entry, _half, "Please report this as a bug."
    ),
    "what a team owns is confirmed, or asked about, in time": Invariant(
        Entry,
        _forgotten,
        "Nobody is asked whether it is still true. Is a process of Lockstep with the clock running "
        "(`run` or `worker`)? Look at `tick ownership.ask_to_confirm` in its `/readyz` and log.",
        in_new_rows=False,
    ),
    "an answered question says who answered what, and when": Invariant(
        Question, _nobody_answered, "Please report this as a bug."
    ),
}
