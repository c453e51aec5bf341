"""Linking what happens elsewhere to an initiative."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.roadmap import queries
from bot.roadmap.models import InitiativeLink
from bot.tables import per_dialect, table


def link(
    session: Session,
    *,
    workspace_id: int,
    initiative_id: int,
    kind: str,
    name: str,
    title: str,
    state: str,
    now: datetime,
) -> None:
    """Make the initiative show what is called `name` ("ESC-4"), of that `kind`, as it is now.

    `title` is a person's words, `state` ours. Raises NotFound. The initiative stays locked until
    the transaction ends, so that whoever draws its card next knows of this.
    """
    queries.lock_initiative(session, workspace_id=workspace_id, initiative_id=initiative_id)
    values = {
        "workspace_id": workspace_id,
        "initiative_id": initiative_id,
        "kind": kind,
        "name": name,
        "title": title,
        "state": state,
        "linked_at": now,
        "changed_at": now,
    }
    session.connection().execute(_put(session), values)


@per_dialect
def _put(insert: Any) -> Any:
    statement = insert(table(InitiativeLink))
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["initiative_id", "kind", "name"],
        set_={"title": new.title, "state": new.state, "changed_at": new.changed_at},
    )
