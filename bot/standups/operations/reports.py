"""Asking for a report, and noting that it is on its way: each is sent once."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.standups.models import ReportRequest
from bot.standups.operations import checking
from bot.standups.rules import REPORT
from bot.tables import per_dialect, table


def ask(session: Session, workspace_id: int, standup_id: int, *, by: str, now: datetime) -> None:
    """Note that a lead wants a report; who waits for one already waits for one. Raises NotAllowed.

    Also of a stand-up that has ended.
    """
    checking.check(session, workspace_id, standup_id, REPORT, by=by)
    row = {
        "workspace_id": workspace_id,
        "standup_id": standup_id,
        "asked_by": by,
        "asked_at": now,
    }
    session.connection().execute(_insert_once(session), row)


def mark_sent(session: Session, request: ReportRequest, *, now: datetime) -> bool:
    """Note that it is sent now; return False if another process has done so."""
    ours = (
        update(ReportRequest)
        .where(
            ReportRequest.workspace_id == request.workspace_id,
            ReportRequest.id == request.id,
            ReportRequest.sent_at.is_(None),
        )
        .values(sent_at=now)
        .execution_options(synchronize_session=False)
    )
    return session.connection().execute(ours).rowcount == 1


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(ReportRequest)).on_conflict_do_nothing()
