"""Rounds: those that are due, and those that somebody looks back on."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.standups.models import Mood, Round, Standup
from bot.standups.queries.standups import WITH_STANDUP


def get_round(session: Session, *, workspace_id: int, round_id: int, lock: bool = False) -> Round:
    """Return a round with its stand-up; raise NotFound if there is none."""
    statement = select(Round).where(Round.workspace_id == workspace_id, Round.id == round_id)
    if lock:
        statement = statement.with_for_update(of=Round)
    found = session.scalars(
        statement.options(*WITH_STANDUP).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("I can't find this round any more. Type `/standup` to see what is open.")
    return found


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Round]:
    """Return rounds that the clock has to look at, locked; those of others are passed over."""
    return session.scalars(
        select(Round)
        .where(Round.due_at <= now)
        .order_by(Round.due_at, Round.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Round)
        .options(*WITH_STANDUP)
    ).all()


def find_held_on(session: Session, standup: Standup, day: date) -> Round | None:
    """Return a stand-up's round of a day, if it has had one; nobody's trial."""
    return session.scalars(
        select(Round)
        .where(*_of(standup), Round.held_on == day, Round.tried_by.is_(None))
        .options(*WITH_STANDUP)
    ).one_or_none()


def count_held(session: Session, standup: Standup, first: date, last: date) -> int:
    """Return how many rounds a stand-up had from the first day until the last."""
    held = (
        select(func.count())
        .select_from(Round)
        .where(
            *_of(standup),
            Round.held_on.between(first, last),
            Round.tried_by.is_(None),
        )
    )
    return session.scalar(held) or 0


def next_number(session: Session, standup: Standup) -> int:
    """Return the number of a stand-up's next round; the stand-up is locked, or it may be taken."""
    last = select(func.max(Round.number)).where(*_of(standup), Round.tried_by.is_(None))
    return (session.scalar(last) or 0) + 1


def list_lately(session: Session, standup: Standup, *, limit: int) -> Sequence[Round]:
    """Return a stand-up's rounds that have ended, the newest first; nobody's trials."""
    return session.scalars(
        select(Round)
        .where(*_of(standup), Round.closed_at.is_not(None), Round.tried_by.is_(None))
        .order_by(Round.held_on.desc())
        .limit(limit)
    ).all()


def list_open(session: Session, standup: Standup, *, limit: int) -> Sequence[Round]:
    """Return a stand-up's rounds that are open, the oldest first; nobody's trials."""
    return session.scalars(
        select(Round)
        .where(*_of(standup), Round.closed_at.is_(None), Round.tried_by.is_(None))
        .order_by(Round.held_on)
        .limit(limit)
    ).all()


def count_moods(session: Session, round_: Round) -> dict[int, int]:
    """Return how many felt so, by 1 to 5."""
    rows = select(Mood.value, Mood.people).where(
        Mood.workspace_id == round_.workspace_id, Mood.round_id == round_.id
    )
    return {value: people for value, people in session.execute(rows)}


def _of(standup: Standup) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a round is one of a stand-up."""
    return Round.workspace_id == standup.workspace_id, Round.standup_id == standup.id
