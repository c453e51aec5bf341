"""Celebrating a win, and thanking people for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.permissions import may
from bot.tables import per_dialect, table
from bot.wins import queries
from bot.wins.models import Cheer, Thanks, Win
from bot.wins.operations.giving import NotTheirs, TooLate
from bot.wins.rules import CELEBRATE, PERMISSIONS, THANK, State


def cheer(session: Session, workspace_id: int, win_id: int, *, by: str, now: datetime) -> Win:
    """Celebrate a win, or, who did so before, not any more. Raises NotFound, TooLate."""
    win = _standing(session, workspace_id, win_id, CELEBRATE, by=by)
    here = (Cheer.workspace_id == workspace_id, Cheer.win_id == win_id, Cheer.user_id == by)
    taken_back = session.scalar(
        delete(Cheer).where(*here).returning(Cheer.id).execution_options(synchronize_session=False)
    )
    if taken_back is None:
        row = {"workspace_id": workspace_id, "win_id": win_id, "user_id": by, "cheered_at": now}
        session.connection().execute(_cheer_once(session), row)
    session.expire(win, ["cheers"])
    return queries.get_win(session, workspace_id=workspace_id, win_id=win_id)


def thank(
    session: Session,
    workspace_id: int,
    win_id: int,
    *,
    words: str,
    view_id: str,
    by: str,
    now: datetime,
) -> Win:
    """Thank its people in some words; the same form says it once. Raises NotFound, TooLate."""
    if not words:
        raise InvalidInput("words", "Please write a few words.")
    win = _standing(session, workspace_id, win_id, THANK, by=by)
    row = {
        "workspace_id": workspace_id,
        "win_id": win_id,
        "view_id": view_id,
        "user_id": by,
        "words": words,
        "written_at": now,
    }
    session.connection().execute(_thank_once(session), row)
    return win


def _standing(session: Session, workspace_id: int, win_id: int, action: str, *, by: str) -> Win:
    win = queries.get_win(session, workspace_id=workspace_id, win_id=win_id, lock=True)
    if win.state is State.UNDONE:
        raise TooLate(win)
    if not may(PERMISSIONS, action, win.state, win.roles_of(by)):
        raise NotTheirs(win)
    return win


@per_dialect
def _cheer_once(insert: Any) -> Any:
    return insert(table(Cheer)).on_conflict_do_nothing(index_elements=["win_id", "user_id"])


@per_dialect
def _thank_once(insert: Any) -> Any:
    return insert(table(Thanks)).on_conflict_do_nothing(index_elements=["workspace_id", "view_id"])
