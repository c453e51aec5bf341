"""Wins, as they are needed to be shown or changed."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from bot.errors import NotFound
from bot.teams.models import Team
from bot.wins.models import Thanks, Win

WHOLE = (
    selectinload(Win.team).selectinload(Team.members),
    selectinload(Win.initiative),
    selectinload(Win.honorees),
    selectinload(Win.cheers),
)

GONE = "I can't find this win any more. Please look for it with `/win list`."


def get_win(session: Session, *, workspace_id: int, win_id: int, lock: bool = False) -> Win:
    """Return the win with all that it needs to be shown; raise NotFound if there is none.

    With `lock`, other transactions that lock it wait until this one has ended.
    """
    statement = select(Win).where(Win.workspace_id == workspace_id, Win.id == win_id)
    if lock:
        statement = statement.with_for_update(of=Win)
    found = session.scalars(statement.options(*WHOLE)).one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found


def find_by_source(session: Session, workspace_id: int, source: str) -> Win | None:
    """Return the win that came from this."""
    return _find(session, Win.workspace_id == workspace_id, Win.source == source)


def find_by_view(session: Session, workspace_id: int, view_id: str) -> Win | None:
    """Return the win that this modal was sent for already."""
    return _find(session, Win.workspace_id == workspace_id, Win.view_id == view_id)


def list_thanks(session: Session, win: Win) -> Sequence[Thanks]:
    """Return what people wrote below a win."""
    return session.scalars(
        select(Thanks)
        .where(Thanks.workspace_id == win.workspace_id, Thanks.win_id == win.id)
        .order_by(Thanks.id)
    ).all()


def _find(session: Session, *which: ColumnElement[bool]) -> Win | None:
    return session.scalars(select(Win).where(*which).options(*WHOLE)).one_or_none()
