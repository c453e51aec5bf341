"""What is new in a workspace, and whom it concerns: the one place that knows every source of it.

Each source keeps a bookmark of what it has told already.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, EscalationEvent
from bot.hours import queries as hours_queries
from bot.teams import queries as team_queries
from bot.teams.models import Member

AT_ONCE = 1000
"""Events that are read in one turn; the rest follow at once."""

COMMITTED_WITHIN = timedelta(seconds=30)
"""An event's id is given before it is committed, so one with a lower id may appear later. No
transaction stays open for so long: see db.BUSY_AFTER and db.ASLEEP_AFTER."""


@dataclass(frozen=True)
class News:
    """Whom it concerns (None: everybody), and the bookmark after it; `more` is to be read still."""

    concerns: Collection[str] | None
    bookmark: Any
    more: bool = False


def read(
    session: Session, workspace_id: int, bookmarks: Mapping[str, Any], *, now: datetime
) -> dict[str, News]:
    """Return what is new since the bookmarks, by its source."""
    return {
        name: source(session, workspace_id, bookmarks.get(name), now)
        for name, source in SOURCES.items()
    }


def _of_escalations(
    session: Session, workspace_id: int, bookmark: dict[str, Any] | None, now: datetime
) -> News:
    """Read what happened to escalations.

    The bookmark has the id up to which all events are told, and those told beyond it.
    """
    settled, told = _where(session, workspace_id, bookmark)
    events = session.execute(
        select(EscalationEvent.id, EscalationEvent.at, EscalationEvent.by, *_CONCERNED)
        .join(Escalation, Escalation.id == EscalationEvent.escalation_id)
        .where(
            EscalationEvent.id > settled,
            EscalationEvent.workspace_id == workspace_id,
            Escalation.workspace_id == workspace_id,
        )
        .order_by(EscalationEvent.id)
        .limit(AT_ONCE)
    ).all()
    new = [event for event in events if event.id not in told]
    people, teams = set(), set()
    for event in new:
        people |= {event.by, event.raised_by, event.acknowledged_by, event.answered_by} - {None}
        teams |= {event.raising_team_id, event.answering_team_id}
    return News(
        people | _people_of(session, workspace_id, teams, now),
        _next_bookmark(settled, [(event.id, event.at) for event in events], now),
        more=len(events) == AT_ONCE,
    )


_CONCERNED = (
    Escalation.raised_by,
    Escalation.acknowledged_by,
    Escalation.answered_by,
    Escalation.raising_team_id,
    Escalation.answering_team_id,
)


def _where(
    session: Session, workspace_id: int, bookmark: dict[str, Any] | None
) -> tuple[int, frozenset[int]]:
    """Return the id up to which all is told, and the ids told beyond it.

    Who begins to read needs no more of the past than may be committed late.
    """
    if bookmark is not None:
        return bookmark["settled"], frozenset(bookmark["told"])
    here = EscalationEvent.workspace_id == workspace_id
    newest = session.scalar(select(func.max(EscalationEvent.id)).where(here))
    return max(0, (newest or 0) - AT_ONCE), frozenset()


def _next_bookmark(settled: int, seen: list[tuple[int, datetime]], now: datetime) -> Any:
    old = [id_ for id_, at in seen if at <= now - COMMITTED_WITHIN]
    if len(seen) == AT_ONCE:
        old = [id_ for id_, _at in seen]  # far behind: nothing is that young
    settled = max(old, default=settled)
    return {"settled": settled, "told": [id_ for id_, _at in seen if id_ > settled]}


def _people_of(
    session: Session, workspace_id: int, team_ids: Collection[int], now: datetime
) -> set[str]:
    """Return all who have a role in the teams, and those who stand in for them."""
    if not team_ids:
        return set()
    people = set(
        session.scalars(
            select(Member.user_id).where(
                Member.workspace_id == workspace_id, Member.team_id.in_(team_ids)
            )
        )
    )
    away = hours_queries.list_away(session, workspace_id, people, now=now)
    return people | {each.stand_in_id for each in away.values() if each.stand_in_id}


def _of_teams(
    session: Session, workspace_id: int, bookmark: list[list[int]] | None, _now: datetime
) -> News:
    """Read whether the teams have changed, which everybody sees; the bookmark is their versions."""
    teams = team_queries.list_teams(session, workspace_id)
    versions = [[team.id, team.version] for team in teams]
    return News(() if versions == bookmark else None, versions)


SOURCES: Mapping[str, Callable[[Session, int, Any, datetime], News]] = {
    "escalations": _of_escalations,
    "teams": _of_teams,
}
