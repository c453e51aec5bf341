"""Asking for a report, and noting that it is on its way: each is sent once."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.escalations.models import Report
from bot.tables import per_dialect, table


def ask(session: Session, workspace_id: int, *, by: str, now: datetime) -> None:
    """Note that somebody wants a report; who waits for one already waits for one."""
    row = {"workspace_id": workspace_id, "asked_by": by, "asked_at": now}
    session.connection().execute(_insert_once(session), row)


def mark_sent(session: Session, report: Report, *, now: datetime) -> bool:
    """Note that it is sent now; return False if another process has done so."""
    ours = (
        update(Report)
        .where(
            Report.workspace_id == report.workspace_id,
            Report.id == report.id,
            Report.sent_at.is_(None),
        )
        .values(sent_at=now)
        .execution_options(synchronize_session=False)
    )
    return session.connection().execute(ours).rowcount == 1


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(Report)).on_conflict_do_nothing()
