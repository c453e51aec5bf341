"""Lists of initiatives, in the order in which people are shown them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session, selectinload

from bot.roadmap.models import Initiative, Owner
from bot.roadmap.queries.finding import WITH_PEOPLE
from bot.roadmap.rules import CLOSED, DUE, LISTED, folded

IS_OPEN = Initiative.stage.not_in(CLOSED)

_WITH_OWNERS = selectinload(Initiative.owners)
_SOONEST = case((IS_OPEN, Initiative.target_on))
"""What is open is listed by its target date, the soonest first; what is closed, the last first."""


def list_named(
    session: Session, *, workspace_id: int, part: str, limit: int
) -> Sequence[Initiative]:
    """Return those with `part` in their title, in any case, in the order of the list."""
    statement = (
        _all(workspace_id)
        .where(Initiative.folded.contains(folded(part), autoescape=True))
        .options(WITH_PEOPLE)
        .order_by(*_listed(), Initiative.number)
        .limit(limit)
    )
    return session.scalars(statement).all()


def list_for(
    session: Session, *, workspace_id: int, user_id: str, offset: int, limit: int
) -> Sequence[Initiative]:
    """Return a part of the list as somebody is shown it, with the owners: their own first."""
    mine = and_(_is_owned_by(user_id), IS_OPEN)
    statement = (
        _all(workspace_id)
        .options(_WITH_OWNERS)
        .order_by(
            case((mine, 0), else_=1), case((~mine, _place()), else_=0), *_dated(), Initiative.number
        )
        .offset(offset)
        .limit(limit)
    )
    return session.scalars(statement).all()


def count(session: Session, *, workspace_id: int) -> int:
    """Return how many initiatives there are, closed ones too."""
    number = select(func.count()).where(Initiative.workspace_id == workspace_id)
    return session.scalar(number) or 0


def list_open(
    session: Session, workspace_id: int, limit: int, *, channel_id: str | None = None
) -> Sequence[Initiative]:
    """Return those to choose one from, without their people; first those of that channel."""
    here = case((Initiative.channel_id == channel_id, 0), else_=1)
    statement = _all(workspace_id).where(IS_OPEN).order_by(here, *_listed(), Initiative.number)
    return session.scalars(statement.limit(limit)).all()


def list_owned(
    session: Session, workspace_id: int, user_id: str, limit: int
) -> Sequence[Initiative]:
    """Return somebody's own that are not closed, without their people; the soonest due first."""
    statement = select(Initiative).where(*_owned(workspace_id, user_id))
    ordered = statement.order_by(Initiative.target_on, Initiative.number)
    return session.scalars(ordered.limit(limit)).all()


def count_owned(session: Session, workspace_id: int, user_id: str) -> int:
    """Return how many `list_owned` would return without a limit."""
    mine = select(func.count()).select_from(Initiative).where(*_owned(workspace_id, user_id))
    return session.scalar(mine) or 0


def list_owned_due(
    session: Session, workspace_id: int, user_id: str, days: tuple[date, date]
) -> Sequence[Initiative]:
    """Return somebody's own with a target date in `days`, first and last, that can be missed.

    Without their people; the soonest first.
    """
    statement = select(Initiative).where(
        *_owned(workspace_id, user_id),
        Initiative.stage.in_(DUE),
        Initiative.target_on.between(*days),
    )
    return session.scalars(statement.order_by(Initiative.target_on, Initiative.number)).all()


def _owned(workspace_id: int, user_id: str) -> tuple[ColumnElement[bool], ...]:
    theirs = select(Owner.initiative_id).where(
        Owner.workspace_id == workspace_id, Owner.user_id == user_id
    )
    return Initiative.workspace_id == workspace_id, IS_OPEN, Initiative.id.in_(theirs)


def _all(workspace_id: int) -> Select[Any]:
    return select(Initiative).where(Initiative.workspace_id == workspace_id)


def _is_owned_by(user_id: str) -> ColumnElement[bool]:
    return exists().where(Owner.initiative_id == Initiative.id, Owner.user_id == user_id)


def _listed() -> tuple[ColumnElement[Any], ...]:
    return (_place(), *_dated())


def _place() -> ColumnElement[int]:
    return case({stage: place for place, stage in enumerate(LISTED)}, value=Initiative.stage)


def _dated() -> tuple[ColumnElement[Any], ...]:
    return (_SOONEST, Initiative.target_on.desc())
