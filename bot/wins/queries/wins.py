"""Wins, as they are needed to be shown or changed."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.errors import NotFound
from bot.teams.models import Team
from bot.wins.models import Honoree, Thanks, Win
from bot.wins.rules import FOR_ALL

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


def list_seen(
    session: Session,
    workspace_id: int,
    team_ids: Collection[int],
    *,
    user_id: str,
    only_mine: bool = False,
    limit: int,
) -> Sequence[Win]:
    """Return the newest wins that somebody of these teams may see, at most `limit`.

    What goes no further than a team is for that team, for who gave it and for whom it names. With
    `only_mine` only what they gave, or what names them.
    """
    named = select(Honoree.win_id).where(
        Honoree.workspace_id == workspace_id, Honoree.user_id == user_id
    )
    mine = or_(Win.given_by == user_id, Win.id.in_(named))
    which = mine if only_mine else or_(mine, Win.reach.in_(FOR_ALL), Win.team_id.in_(team_ids))
    return session.scalars(
        select(Win)
        .where(Win.workspace_id == workspace_id, Win.undone_at.is_(None), which)
        .order_by(Win.given_at.desc(), Win.id.desc())
        .limit(limit)
        .options(*WHOLE)
    ).all()


def list_thanks(session: Session, win: Win) -> Sequence[Thanks]:
    """Return what people wrote below a win."""
    return session.scalars(
        select(Thanks)
        .where(Thanks.workspace_id == win.workspace_id, Thanks.win_id == win.id)
        .order_by(Thanks.id)
    ).all()


def _find(session: Session, *which: ColumnElement[bool]) -> Win | None:
    return session.scalars(select(Win).where(*which).options(*WHOLE)).one_or_none()
