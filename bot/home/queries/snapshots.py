"""News of what keeps no history of its own: how it stands, beside how it stood.

A bookmark is that in short, a few words for each person or team; what differs is new.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.home.models import Home
from bot.home.queries import audience
from bot.home.queries.bookmarks import News
from bot.home.rules import OPENED_WITHIN, changed
from bot.hours.models import Absence
from bot.nudges.models import Recipient
from bot.ownership.models import Entry, Question
from bot.ownership.queries.entries import OWNED
from bot.ownership.rules.permissions import QuestionState
from bot.teams import queries as team_queries

Bookmark = Mapping[str, Any]

_A_DAY = timedelta(days=1)


def of_teams(
    session: Session, workspace_id: int, bookmark: list[list[int]] | None, _now: datetime
) -> News:
    """Read whether the teams have changed, which everybody sees; the bookmark is their versions."""
    teams = team_queries.list_all_teams(session, workspace_id)
    versions = [[team.id, team.version] for team in teams]
    return News(() if versions == bookmark else None, versions)


def of_entries_to_confirm(
    session: Session, workspace_id: int, bookmark: Bookmark | None, _now: datetime
) -> News:
    """Read who was asked to confirm which entries: it concerns them."""
    asked = (Entry.asked_at.is_not(None), Entry.vacant_at.is_(None))
    snapshot = _entries_by(session, workspace_id, Entry.accountable, Entry.asked_at, asked)
    return News(changed(bookmark, snapshot), snapshot)


def of_vacant_entries(
    session: Session, workspace_id: int, bookmark: Bookmark | None, now: datetime
) -> News:
    """Read for which entries nobody answers: it concerns the people of their teams."""
    vacant = (Entry.vacant_at.is_not(None),)
    snapshot = _entries_by(session, workspace_id, Entry.team_id, Entry.vacant_at, vacant)
    teams = [int(team_id) for team_id in changed(bookmark, snapshot)]
    return News(audience.of_teams(session, workspace_id, teams, now), snapshot)


def of_questions(
    session: Session, workspace_id: int, bookmark: Bookmark | None, now: datetime
) -> News:
    """Read which questions wait for an answer: it concerns the people of all teams."""
    number, ids, newest, teams = session.execute(
        select(
            func.count(),
            func.sum(Question.id),
            func.max(Question.opened_at),
            func.sum(Question.asking_team_id),
        ).where(
            Question.workspace_id == workspace_id,
            Question.state == QuestionState.OPEN,
        )
    ).one()
    snapshot = {"open": [number, _plain(ids), _plain(newest), _plain(teams)]}
    if not changed(bookmark, snapshot):
        return News((), snapshot)
    every = [team.id for team in team_queries.list_teams(session, workspace_id)]
    return News(audience.of_teams(session, workspace_id, every, now), snapshot)


def of_recipients(
    session: Session, workspace_id: int, bookmark: Bookmark | None, now: datetime
) -> News:
    """Read who was asked whether messages shall go on, and who stopped them: it concerns them.

    Of those who look at their Homes; whoever does so anew is told of once for nothing.
    """
    rows = session.execute(
        select(Recipient.user_id, Recipient.asked_at, Recipient.stopped_at)
        .join(
            Home,
            (Home.workspace_id == Recipient.workspace_id) & (Home.user_id == Recipient.user_id),
        )
        .where(
            Recipient.workspace_id == workspace_id,
            Home.workspace_id == workspace_id,
            Home.opened_at > now - OPENED_WITHIN,
            Recipient.asked_at.is_not(None) | Recipient.stopped_at.is_not(None),
        )
    )
    snapshot = _by_first(rows)
    return News(changed(bookmark, snapshot), snapshot)


def of_absences(
    session: Session, workspace_id: int, bookmark: Bookmark | None, now: datetime
) -> News:
    """Read who will be away: it concerns them, who stands in, and their colleagues.

    An absence is never changed, only cancelled, so how many there are and the newest tell all; only
    if that differs is each person's read.
    """
    ahead = (
        Absence.workspace_id == workspace_id,
        Absence.cancelled_at.is_(None),
        Absence.ends_on >= (now - _A_DAY).date(),
    )
    number, newest = session.execute(select(func.count(), func.max(Absence.id)).where(*ahead)).one()
    if bookmark and bookmark["all"] == [number, newest]:
        return News((), bookmark)
    rows = session.execute(
        select(Absence.user_id, func.count(), func.max(Absence.id))
        .where(*ahead)
        .group_by(Absence.user_id)
    )
    snapshot = _by_first(rows)
    absentees = changed(bookmark and bookmark["by"], snapshot)
    return News(
        audience.of_absentees(session, workspace_id, absentees, now),
        {"all": [number, newest], "by": snapshot},
    )


def _entries_by(
    session: Session,
    workspace_id: int,
    whose: Any,
    since: Any,
    which: Sequence[ColumnElement[bool]],
) -> dict[str, Any]:
    """Return how many entries each one has, which, and as of when."""
    rows = session.execute(
        select(whose, func.count(), func.sum(Entry.id), func.sum(Entry.version), func.max(since))
        .where(Entry.workspace_id == workspace_id, *OWNED, *which)
        .group_by(whose)
    )
    return _by_first(rows)


def _by_first(rows: Iterable[Any]) -> dict[str, Any]:
    """Return the rows as JSON keeps them, by what stands first in each."""
    return {str(row[0]): [_plain(value) for value in row[1:]] for row in rows}


def _plain(value: Any) -> Any:
    """Return a database's number or instant as JSON keeps it: PostgreSQL adds up in decimals."""
    if value is None or isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, datetime) else int(value)
