"""Writing down that a digest was told, once an audience and period."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.digests.models import Digest
from bot.tables import per_dialect, table


def keep(
    session: Session,
    workspace_id: int,
    audience: str,
    period: str,
    *,
    snapshot: dict[str, Any],
    compiled_at: datetime,
) -> bool:
    """Return whether this is the first of its audience and period: only then it may be told."""
    row = {
        "workspace_id": workspace_id,
        "audience": audience,
        "period": period,
        "snapshot": snapshot,
        "compiled_at": compiled_at,
    }
    return session.connection().execute(_insert_once(session), row).scalar() is not None


@per_dialect
def _insert_once(insert: Any) -> Any:
    return (
        insert(table(Digest))
        .on_conflict_do_nothing(index_elements=["workspace_id", "audience", "period"])
        .returning(table(Digest).c.id)
    )
