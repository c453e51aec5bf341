"""Questions about what is to be read from Slack, and when."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.people.models import Reading
from bot.people.rules.readings import Kind


def list_comparisons_due(session: Session, workspace_id: int, *, but: str) -> list[datetime]:
    """Return when the channels that are followed will be compared, all `but` one."""
    due = session.scalars(
        select(Reading.due_at).where(
            Reading.workspace_id == workspace_id,
            Reading.kind == Kind.CHANNEL,
            Reading.subject != but,
        )
    )
    return [due_at for due_at in due if due_at]


def list_readings_due(
    session: Session, *, workspace_ids: Collection[int], now: datetime
) -> Sequence[Reading]:
    """Return what each method is to read next, locked: what is longest due of its kind.

    What somebody else is writing down is left out. Members of whom we know nothing wait until the
    list of all people has been read: most are in it.
    """
    place = func.row_number().over(
        partition_by=(Reading.workspace_id, Reading.kind), order_by=(Reading.due_at, Reading.id)
    )
    due = (
        select(Reading.id, place.label("place"))
        .where(Reading.workspace_id.in_(list(workspace_ids)), Reading.due_at <= now)
        .where(or_(Reading.kind != Kind.PERSON, ~_people_are_being_read()))
        .subquery()
    )
    first = select(due.c.id).where(due.c.place == 1)
    return session.scalars(
        select(Reading)
        .where(Reading.id.in_(first))
        .order_by(Reading.workspace_id, Reading.kind)
        .with_for_update(skip_locked=True)
    ).all()


def _people_are_being_read() -> ColumnElement[bool]:
    people = aliased(Reading)
    return exists().where(
        people.workspace_id == Reading.workspace_id,
        people.kind == Kind.PEOPLE,
        or_(people.ended_at.is_(None), people.began_at.is_not(None)),
    )
