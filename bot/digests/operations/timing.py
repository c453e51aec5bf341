"""When the next digests are due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.digests.models import DigestSettings, DigestSponsor
from bot.digests.rules import times
from bot.hours import queries as hours
from bot.tables import per_dialect, table


def move_on(settings: DigestSettings, *, told: str, now: datetime) -> None:
    """Note when the next weekly digest is due, after the one of the week `told`."""
    settings.due_at = times.next_week(settings.timing, now, told=told)


def begin_sponsors(session: Session, sponsors: Iterable[tuple[int, str]], *, now: datetime) -> None:
    """Let sponsors, each with their workspace, read a digest from the next month on."""
    rows = [
        {
            "workspace_id": workspace_id,
            "user_id": user_id,
            "due_at": _next_month(session, workspace_id, user_id, now),
        }
        for workspace_id, user_id in sponsors
    ]
    if rows:
        session.connection().execute(_insert_once(session), rows)


def move_sponsor_on(session: Session, sponsor: DigestSponsor, *, now: datetime) -> None:
    """Note when a sponsor reads the next monthly digest."""
    sponsor.due_at = _next_month(session, sponsor.workspace_id, sponsor.user_id, now)


def _next_month(session: Session, workspace_id: int, user_id: str, now: datetime) -> datetime:
    schedule = hours.get_schedule(session, workspace_id, user_id, now=now)
    return times.next_month(schedule.calendar, now)


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(DigestSponsor)).on_conflict_do_nothing(
        index_elements=["workspace_id", "user_id"]
    )
