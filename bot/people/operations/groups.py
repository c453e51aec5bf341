"""Writing down which user groups there are."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.people.models import UserGroup
from bot.people.operations.news import since, without
from bot.people.rules.profiles import Group
from bot.tables import per_dialect, table


def record_groups(
    session: Session, workspace_id: int, groups: Sequence[Group], *, now: datetime
) -> None:
    """Let the workspace have exactly these user groups: Slack lists all of them in one answer."""
    rows = [
        without(asdict(group), "is_disabled")
        | {
            "workspace_id": workspace_id,
            "removed_at": now if group.is_disabled else None,
            "seen_at": now,
        }
        for group in groups
    ]
    if rows:
        session.connection().execute(_put(session), rows)
    session.execute(
        update(UserGroup)
        .where(
            UserGroup.workspace_id == workspace_id,
            UserGroup.seen_at < now,
            UserGroup.removed_at.is_(None),
        )
        .values(removed_at=now)
        .execution_options(synchronize_session=False)
    )


@per_dialect
def _put(insert: Any) -> Any:
    groups = table(UserGroup)
    statement = insert(groups)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "group_id"],
        set_={
            "name": new.name,
            "handle": new.handle,
            "seen_at": new.seen_at,
            "removed_at": since(groups.c.removed_at, new.removed_at),
        },
    )
