"""What statistics are of."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation
from bot.escalations.rules.statistics import Record

AT_MOST = 20_000
"""Escalations that are counted, the newest: twelve weeks of a large company have a tenth."""


def list_records(session: Session, workspace_id: int, *, since: date) -> list[Record]:
    """Return what became of the escalations that were raised since then, the newest first.

    Private ones count, without a word of theirs.
    """
    began = datetime.combine(since, time.min, UTC)
    rows = session.execute(
        select(*_COLUMNS)
        .where(Escalation.workspace_id == workspace_id, Escalation.raised_at >= began)
        .order_by(Escalation.raised_at.desc())
        .limit(AT_MOST)
    )
    return list(map(_record, rows))


def _record(row: Any) -> Record:
    return Record(
        raised_at=row.raised_at,
        kind=row.kind,
        pair=(row.raising_team_id, row.answering_team_id),
        state=row.state,
        owned_at=row.first_owned_at,
        answered_at=row.answered_at,
        late_at=row.first_late_at,
        needed_on=row.needed_on,
        highest_level=row.highest_level,
        reopened_times=row.reopened_times,
    )


_COLUMNS = (
    Escalation.raised_at,
    Escalation.kind,
    Escalation.raising_team_id,
    Escalation.answering_team_id,
    Escalation.state,
    Escalation.first_owned_at,
    Escalation.answered_at,
    Escalation.first_late_at,
    Escalation.needed_on,
    Escalation.highest_level,
    Escalation.reopened_times,
)
