"""Questions about absences, whoever's they are."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.hours.models import Absence


def find_absence(
    session: Session, workspace_id: int, user_id: str, days: tuple[date, date]
) -> Absence | None:
    """Return somebody's absence that shares a day with `days`, both included."""
    first, last = days
    return session.scalars(
        select(Absence)
        .where(
            Absence.workspace_id == workspace_id,
            Absence.user_id == user_id,
            Absence.cancelled_at.is_(None),
            Absence.ends_on >= first,
            Absence.starts_on <= last,
        )
        .order_by(Absence.starts_on)
        .limit(1)
    ).one_or_none()


def list_absences(
    session: Session, workspace_id: int, days: tuple[date, date]
) -> Sequence[Absence]:
    """Return all absences that share a day with `days`, both included, the soonest first."""
    first, last = days
    return session.scalars(
        select(Absence)
        .where(
            Absence.workspace_id == workspace_id,
            Absence.cancelled_at.is_(None),
            Absence.ends_on >= first,
            Absence.starts_on <= last,
        )
        .order_by(Absence.starts_on, Absence.ends_on, Absence.id)
    ).all()


def get_absence(session: Session, workspace_id: int, user_id: str, absence_id: int) -> Absence:
    """Return an absence of the person's own; raise NotFound if they have none with that id."""
    found = session.scalars(
        select(Absence).where(
            Absence.workspace_id == workspace_id,
            Absence.user_id == user_id,
            Absence.id == absence_id,
        )
    ).one_or_none()
    if found is None:
        raise NotFound("I can't find this absence any more. Please type `/align hours`.")
    return found
