"""When sponsors and leads are told of wins next."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tables import per_dialect, table
from bot.teams import queries as teams
from bot.teams.models import Team
from bot.wins import queries
from bot.wins.models import Periodical
from bot.wins.operations.posting import calendar_of
from bot.wins.rules import Rhythm, Round
from bot.wins.rules.rounds import next_begin
from bot.wins.rules.times import TOLD_AT
from bot.worktime.rules import days, zones


def begin(session: Session, workspace_ids: Iterable[int], *, now: datetime) -> None:
    """Let the sponsors and leads of workspaces be told of what comes from now on."""
    rows = [
        {
            "workspace_id": workspace_id,
            "kind": kind,
            "told_until": now,
            "due_at": _next(session, workspace_id, kind, now),
        }
        for workspace_id in workspace_ids
        for kind in Round
    ]
    if rows:
        session.connection().execute(_begin_once(session), rows)


def move_on(session: Session, periodical: Periodical, *, now: datetime) -> None:
    """Note that everything until `now` was told, and when the next round is."""
    periodical.told_until = now
    periodical.due_at = _next(session, periodical.workspace_id, periodical.kind, now)


def reschedule(session: Session, workspace_id: int, *, now: datetime) -> None:
    """Let the sponsors' next summary come as its rhythm is now; nothing of what waits is lost."""
    summary = session.scalars(
        select(Periodical)
        .where(Periodical.workspace_id == workspace_id, Periodical.kind == Round.SUMMARY)
        .with_for_update()
    ).one_or_none()
    if summary is not None:
        summary.due_at = _next(session, workspace_id, Round.SUMMARY, now)


def _next(session: Session, workspace_id: int, kind: Round, now: datetime) -> datetime:
    """Return the first working morning of the next week or month, where the first lead is."""
    rhythm = (
        Rhythm.WEEKLY
        if kind is Round.COVERAGE
        else queries.get_choices(session, workspace_id).rhythm
    )
    everybody: Sequence[Team] = teams.list_teams(session, workspace_id)
    calendar = calendar_of(session, workspace_id, everybody, now)
    zone = zones.zone_named(calendar.zone)
    first = next_begin(now.astimezone(zone).date(), rhythm)
    midnight = zones.instant(first, time(), zone)
    return days.next_working(calendar, TOLD_AT, midnight - timedelta(seconds=1))


@per_dialect
def _begin_once(insert: Any) -> Any:
    return insert(table(Periodical)).on_conflict_do_nothing(index_elements=["workspace_id", "kind"])
