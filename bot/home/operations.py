"""Opening Homes, turning their pages, and noting which may show something old."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.home.models import Feed, Home
from bot.home.queries import homes, news
from bot.home.rules import OPENED_WITHIN, Section
from bot.tables import per_dialect, table


def open_(session: Session, *, workspace_id: int, user_id: str, now: datetime) -> Home:
    """Return the Home that somebody looks at, locked, with every section at its first page."""
    home = _look_at(session, workspace_id, user_id, now)
    home.pages = {}
    return home


def turn(
    session: Session,
    *,
    workspace_id: int,
    user_id: str,
    section: Section,
    number: int,
    now: datetime,
) -> Home:
    """Return the Home that somebody looks at, locked, with one section turned to a page."""
    home = _look_at(session, workspace_id, user_id, now)
    home.pages = {**home.pages, section.value: number}
    return home


def read_news(session: Session, feed: Feed, *, now: datetime) -> bool:
    """Mark the Homes that something new may change; return whether there is more to read."""
    found = news.read(session, feed.workspace_id, feed.bookmarks, now=now)
    for each in found.values():
        _mark_stale(session, feed.workspace_id, each.concerns, now)
    bookmarks = {name: each.bookmark for name, each in found.items()}
    if bookmarks != feed.bookmarks:
        feed.bookmarks = bookmarks
    return any(each.more for each in found.values())


def record_drawn(home: Home, drawn: str, *, now: datetime) -> None:
    """Note what the Home shows from now on, and that it is fresh."""
    home.drawn, home.drawn_at, home.stale_at = drawn, now, None


def _look_at(session: Session, workspace_id: int, user_id: str, now: datetime) -> Home:
    feed = {"workspace_id": workspace_id, "bookmarks": {}}
    session.connection().execute(_insert_feed_once(session), feed)
    homes.hold_feed(session, workspace_id)
    home = {"workspace_id": workspace_id, "user_id": user_id, "opened_at": now, "pages": {}}
    session.connection().execute(_put_home(session), home)
    return homes.get_home(session, workspace_id=workspace_id, user_id=user_id)


def _mark_stale(
    session: Session, workspace_id: int, concerns: Collection[str] | None, now: datetime
) -> None:
    if concerns is not None and not concerns:
        return
    theirs = [] if concerns is None else [Home.user_id.in_(concerns)]
    session.execute(
        update(Home)
        .where(
            Home.workspace_id == workspace_id,
            Home.opened_at > now - OPENED_WITHIN,
            Home.stale_at.is_(None),
            *theirs,
        )
        .values(stale_at=now)
        .execution_options(synchronize_session=False)
    )


@per_dialect
def _insert_feed_once(insert: Any) -> Any:
    return insert(table(Feed)).on_conflict_do_nothing(index_elements=["workspace_id"])


@per_dialect
def _put_home(insert: Any) -> Any:
    statement = insert(table(Home))
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "user_id"],
        set_={"opened_at": statement.excluded.opened_at},
    )
