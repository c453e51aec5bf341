"""Keeping what somebody has typed into the form, for when they open it again."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.decisions.models import Draft
from bot.decisions.rules.times import DRAFT_KEPT_FOR
from bot.tables import per_dialect, table


def keep(
    session: Session, workspace_id: int, user_id: str, fields: dict[str, Any], *, now: datetime
) -> None:
    """Keep what stands in the form, in the place of what was kept before."""
    row = {
        "workspace_id": workspace_id,
        "user_id": user_id,
        "fields": fields,
        "saved_at": now,
    }
    session.connection().execute(_put(session), [row])


def drop(session: Session, workspace_id: int, user_id: str) -> None:
    """Forget what was kept: the form was sent, or the person starts afresh."""
    session.execute(
        delete(Draft)
        .where(Draft.workspace_id == workspace_id, Draft.user_id == user_id)
        .execution_options(synchronize_session=False)
    )


def drop_old(session: Session, *, now: datetime) -> None:
    """Forget what nobody has come back to in a week."""
    session.execute(
        delete(Draft)
        .where(Draft.saved_at <= now - DRAFT_KEPT_FOR)
        .execution_options(synchronize_session=False)
    )


@per_dialect
def _put(insert: Any) -> Any:
    statement = insert(table(Draft))
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "user_id"],
        set_={"fields": new.fields, "saved_at": new.saved_at},
    )
