"""The history of an initiative: written, never changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.edits import Fields
from bot.roadmap.models import Initiative, InitiativeChange
from bot.tables import table

_INSERT = insert(table(InitiativeChange))


def record(
    session: Session,
    initiative: Initiative,
    names: Sequence[str],
    *,
    before: Fields,
    after: Fields,
    by: str,
    at: datetime,
) -> None:
    """Write down which fields changed, from what to what."""
    rows = [
        {
            "workspace_id": initiative.workspace_id,
            "initiative_id": initiative.id,
            "version": initiative.version,
            "field": name,
            "before": before.get(name),
            "after": after[name],
            "by": by,
            "at": at,
        }
        for name in names
    ]
    session.connection().execute(_INSERT, rows)
