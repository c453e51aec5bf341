"""Which Homes there are, and which may show something old."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.audit import Invariant
from bot.home.models import Feed, Home


def get_home(session: Session, *, workspace_id: int, user_id: str) -> Home:
    """Return somebody's Home, locked; raise NoResultFound if they never opened it."""
    return session.scalars(
        select(Home)
        .where(Home.workspace_id == workspace_id, Home.user_id == user_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def lock_stale(session: Session, *, limit: int) -> Sequence[Home]:
    """Return Homes to draw again, of all workspaces, the longest stale first, locked.

    Those that another process draws are passed over.
    """
    return session.scalars(
        select(Home)
        .where(Home.stale_at.is_not(None))
        .order_by(Home.stale_at, Home.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def lock_feeds(session: Session) -> Sequence[Feed]:
    """Return how far the news of every workspace has been read, locked.

    One whose news another process reads, or where somebody opens a Home just now, is passed over.
    """
    return session.scalars(select(Feed).order_by(Feed.id).with_for_update(skip_locked=True)).all()


def hold_feed(session: Session, workspace_id: int) -> None:
    """Let nobody read news until this transaction ends: they would miss a Home that is new."""
    session.scalars(
        select(Feed.id).where(Feed.workspace_id == workspace_id).with_for_update(read=True)
    ).one()


_DRAWN_WITHIN = timedelta(minutes=1)
"""How long a Home may be stale: the sweep comes every second."""


def _forgotten(now: datetime) -> ColumnElement[bool]:
    return Home.stale_at <= now - _DRAWN_WITHIN


INVARIANTS = {
    "a Home that may show something old is drawn again": Invariant(
        Home,
        _forgotten,
        "Its person sees what was so a while ago. Is a process of Lockstep with the clock running "
        "(`run` or `worker`)? Look at `tick home.refresh` in its `/readyz` and its log.",
        in_new_rows=False,
    )
}
