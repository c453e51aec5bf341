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
from bot.wins.rules.rounds import next_begin, this_begin
from bot.wins.rules.times import TOLD_AT
from bot.worktime.rules import days, zones
from bot.worktime.rules.business import Calendar


def begin(session: Session, workspace_ids: Iterable[int], *, now: datetime) -> None:
    """Let the sponsors and leads of workspaces be told of what comes from now on."""
    rows = [
        {
            "workspace_id": workspace_id,
            "kind": kind,
            "told_until": now,
            "due_at": _next(session, workspace_id, kind, told_until=now, now=now),
        }
        for workspace_id in workspace_ids
        for kind in Round
    ]
    if rows:
        session.connection().execute(_begin_once(session), rows)


def move_on(session: Session, periodical: Periodical, *, now: datetime) -> None:
    """Note that everything until `now` was told, and when the next round is."""
    periodical.told_until = now
    periodical.due_at = _next(
        session, periodical.workspace_id, periodical.kind, told_until=now, now=now
    )


def reschedule(session: Session, workspace_id: int, *, now: datetime) -> None:
    """Let the sponsors' next summary come as its rhythm is now; nothing of what waits is lost."""
    summary = session.scalars(
        select(Periodical)
        .where(Periodical.workspace_id == workspace_id, Periodical.kind == Round.SUMMARY)
        .with_for_update()
    ).one_or_none()
    # One that is due already is told by the next sweep, which asks how often it comes after that.
    if summary is not None and summary.due_at > now:
        summary.due_at = _next(
            session, workspace_id, Round.SUMMARY, told_until=summary.told_until, now=now
        )


def due_after(
    calendar: Calendar, rhythm: Rhythm, *, told_until: datetime, now: datetime
) -> datetime:
    """Return the next first working morning of a week or month of which nothing was told yet.

    That may be the one that `now` is in: its first days may have been free, or it is early.
    """
    zone = zones.zone_named(calendar.zone)
    today = now.astimezone(zone).date()
    this, following = (
        zones.instant(first(today, rhythm), time(), zone) for first in (this_begin, next_begin)
    )
    morning = _first_morning(calendar, this)
    if told_until < this and morning > now:
        return morning
    return _first_morning(calendar, following)


def _first_morning(calendar: Calendar, midnight: datetime) -> datetime:
    return days.next_working(calendar, TOLD_AT, midnight - timedelta(seconds=1))


def _next(
    session: Session, workspace_id: int, kind: Round, *, told_until: datetime, now: datetime
) -> datetime:
    """Return when a round is next, where the first lead is."""
    rhythm = (
        Rhythm.WEEKLY
        if kind is Round.COVERAGE
        else queries.get_choices(session, workspace_id).rhythm
    )
    everybody: Sequence[Team] = teams.list_teams(session, workspace_id)
    calendar = calendar_of(session, workspace_id, everybody, now)
    return due_after(calendar, rhythm, told_until=told_until, now=now)


@per_dialect
def _begin_once(insert: Any) -> Any:
    return insert(table(Periodical)).on_conflict_do_nothing(index_elements=["workspace_id", "kind"])
